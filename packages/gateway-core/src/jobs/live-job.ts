import type { JobProcesses } from '../process/list-job-processes.js';
import type { AgentEvent, Provider, RunFacts } from '../provider.js';
import type { StopCause } from './decide-outcome.js';
import type { RunState } from './fold-events.js';
import type { Job } from './job.js';
import type { RequestRow } from './job-store.js';
import { readPids, type Spool } from './spool.js';

/** A job that this gateway answers for, whether it started it or adopted it. */
export interface LiveJob {
  readonly id: string;
  readonly provider: Provider;
  /** Of the newest attempt. */
  facts: RunFacts<unknown>;
  readonly spool: Spool;
  /** As last written. */
  row: RequestRow;
  state: RunState | undefined;
  isDetached: boolean;
  stopCause: StopCause | undefined;
  /** True once a write about the job has failed: what this process knows is then all there is. */
  isUnrecorded: boolean;
  /** Whoever wants to hear of each event. */
  readonly listeners: ((event: AgentEvent) => void)[];
  /** Resolves when somebody has asked the job to stop. */
  readonly stopped: PromiseWithResolvers<void>;
  /** Resolves when the job has ended, whoever saw it. */
  readonly ended: Promise<Job>;
  readonly settle: (job: Job) => void;
}

type LiveJobFacts = Pick<LiveJob, 'provider' | 'facts' | 'spool' | 'row' | 'listeners'>;

export function createLiveJob(facts: LiveJobFacts): LiveJob {
  const { promise, resolve } = Promise.withResolvers<Job>();
  return {
    ...facts,
    id: facts.row.id,
    state: undefined,
    isDetached: facts.row.detached === 1,
    stopCause: undefined,
    isUnrecorded: false,
    stopped: Promise.withResolvers(),
    ended: promise,
    settle: resolve,
  };
}

/** Where the job's processes are to be found. */
export function processesOf(id: string, row: Pick<RequestRow, 'pid'>, spool: Spool): JobProcesses {
  const { supervisor, watch } = readPids(spool);
  return { jobId: id, supervisor: supervisor ?? row.pid ?? undefined, watch };
}
