import type { Config } from '../config/config.js';
import { isSupervisorAlive } from '../process/is-supervisor-alive.js';
import { listJobProcesses } from '../process/list-job-processes.js';
import { measureProcesses } from '../process/measure-processes.js';
import type { Store } from '../storage/store.js';
import type { RequestRow } from './job-store.js';
import { processesOf } from './live-job.js';
import { spoolOf } from './spool.js';

/** What the jobs under way cost this machine. Plain data. */
export interface ProcessHealth {
  readonly running: number;
  readonly queued: number;
  /** Jobs that count as running though their process is gone; the next sweep ends them. */
  readonly dead: number;
  readonly jobs: readonly JobHealth[];
}

export interface JobHealth {
  readonly id: string;
  readonly provider: string;
  readonly status: 'queued' | 'running' | 'dead';
  /** Of the process that leads the job's tree. */
  readonly pid?: number;
  /** Processes in the whole tree, whatever session they have moved to. */
  readonly processes: number;
  readonly memoryBytes: number;
  readonly cpuSeconds: number;
  readonly runningMs: number;
}

/** Looks at the process tree of every job under way, whichever gateway runs it. */
export async function processHealth(config: Config, store: Store): Promise<ProcessHealth> {
  const rows = await store.jobs.underWay();
  const jobs = await Promise.all(rows.map((row) => healthOf(config, row)));
  const count = (status: JobHealth['status']): number => jobs.filter((job) => job.status === status).length;
  return { running: count('running'), queued: count('queued'), dead: count('dead'), jobs };
}

async function healthOf(config: Config, row: RequestRow): Promise<JobHealth> {
  const tree = processesOf(row.id, row, spoolOf(config.home, row.id));
  const pids = row.status === 'queued' ? [] : await listJobProcesses(tree);
  const isAlive = tree.supervisor !== undefined && isSupervisorAlive(tree.supervisor, row.id);
  // One that joined another's run has no process of its own.
  const isDead = row.status === 'running' && row.deduplicated_from === null && !isAlive;
  return {
    id: row.id,
    provider: row.provider,
    status: row.status === 'queued' ? 'queued' : isDead ? 'dead' : 'running',
    processes: pids.length,
    ...(await measureProcesses(pids)),
    runningMs: row.started_at === null ? 0 : Date.now() - Date.parse(row.started_at),
    ...(tree.supervisor === undefined ? {} : { pid: tree.supervisor }),
  };
}
