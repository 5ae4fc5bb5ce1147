import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import type { Prepared } from '../prepare/prepare-request.js';
import { isSupervisorAlive } from '../process/is-supervisor-alive.js';
import { startSupervised } from '../process/start-supervised.js';
import { stopJobProcesses } from '../process/stop-job-processes.js';
import type { Provider, ProviderContext } from '../provider.js';
import { redact } from '../recorder/redact.js';
import type { GatewayRequest } from '../request.js';
import type { AttemptEnd, Resilience } from '../resilience/carry-with-retries.js';
import type { Store } from '../storage/store.js';
import { decideOutcome, type Outcome, type StopCause } from './decide-outcome.js';
import { endOfRow, outputBytes } from './end-of-row.js';
import type { RunState } from './fold-events.js';
import { folderState } from './folder-state.js';
import type { RequestChange } from './job-store.js';
import { processesOf, type LiveJob } from './live-job.js';
import { writeRunRecord } from './run-record.js';
import { readTail } from './read-tail.js';
import { clearInputs, createSpool, fileBytes, readExit, wasStoppedBySupervisor, type Spool } from './spool.js';
import { sweepLeftovers } from './sweep-leftovers.js';
import { watchRun } from './watch-run.js';

/** What carrying a job out needs from the gateway around it. */
export interface Surroundings {
  readonly config: Config;
  readonly store: Store;
  /** Writes about a job of this gateway; false when the job has passed to another one. */
  change(job: LiveJob, values: RequestChange): Promise<boolean>;
  stop(job: LiveJob, cause: StopCause): Promise<void>;
  readonly resilience: Resilience;
  prepare(request: GatewayRequest, jobId: string): Promise<Prepared>;
  contextOf(provider: Provider, cwd: string): Promise<ProviderContext>;
  /** Resolves when the gateway closes and no longer watches over anything. */
  readonly closed: Promise<void>;
  isClosed(): boolean;
}

/** Seconds that a living gateway gets to enforce the time cap before the supervisor does. */
const CAP_MARGIN_SECONDS = 30;
/** Between writes of a running job's progress. */
const PROGRESS_WRITE_MS = 2_000;
/** How often an adopted process is looked at: it is no child of ours, so nobody tells us of its end. */
const ADOPTED_POLL_MS = 200;

/** Lays out what the next run of a job needs, and what another gateway needs to go on with it. */
export function stage(job: LiveJob, { command, input, request }: Prepared): void {
  job.facts = { session: input.session, options: input.options };
  createSpool(job.spool, command);
  writeRunRecord(job.spool, { request, facts: job.facts });
}

/** Runs an admitted job to its end, trying again where that is safe. */
export async function runJob(job: LiveJob, prepared: Prepared, around: Surroundings): Promise<void> {
  const stopping = new AbortController();
  void job.stopped.promise.then(() => stopping.abort());
  const end = await around.resilience.carry(
    job.provider.id,
    async (number) => {
      if (number === 1) return attempt(job, prepared, around);
      await around.change(job, { attempts: number });
      // Anew: a CLI that lets us choose the id of a conversation takes each id once.
      const again = await around.prepare(prepared.request, job.id);
      stage(job, again);
      return attempt(job, again, around);
    },
    (ms, { outcome }) => {
      const progress = `waiting ${Math.ceil(ms / 1000)} s to try again (${outcome.error?.category ?? 'failed'})`;
      if (job.state !== undefined) job.state.progress = progress;
      void around.change(job, { progress });
    },
    stopping.signal,
  );
  if (!around.isClosed()) await settle(job, end, around);
}

async function attempt(job: LiveJob, prepared: Prepared, around: Surroundings): Promise<AttemptEnd> {
  const { command, env, input, timeoutMs } = prepared;
  const supervised = await startSupervised({
    jobId: job.id,
    folder: job.spool.folder,
    file: command.file,
    args: command.args,
    cwd: input.cwd,
    env,
    capSeconds: Math.ceil(timeoutMs / 1000) + CAP_MARGIN_SECONDS,
  });
  // Not waited for: the pid stands in the spool too, and the answer need not wait for a write.
  const isNoted = around.change(job, { pid: supervised.pid });
  const end = await follow(job, supervised.ended, around);
  await isNoted;
  return end;
}

/** Stays with a process that another gateway started, from the first byte of its output to the end. */
export async function resumeJob(job: LiveJob, around: Surroundings): Promise<void> {
  const end = await follow(job, endOfForeign(job, around), around);
  if (!around.isClosed()) await settle(job, end, around);
}

async function endOfForeign(job: LiveJob, around: Surroundings): Promise<void> {
  const { supervisor } = processesOf(job.id, job.row, job.spool);
  while (supervisor !== undefined && isSupervisorAlive(supervisor, job.id) && !around.isClosed()) {
    await delay(ADOPTED_POLL_MS);
  }
}

async function follow(job: LiveJob, processEnded: Promise<void>, around: Surroundings): Promise<AttemptEnd> {
  const { config, change, stop } = around;
  const { row, spool, provider } = job;
  let written = { at: Date.now(), progress: '' };
  const state = await watchRun({
    provider,
    facts: job.facts,
    spool,
    limits: {
      timeoutMs: row.timeout_ms,
      idleTimeoutMs: row.idle_timeout_ms ?? undefined,
      outputCapBytes: config.outputCapBytes,
    },
    startedAt: Date.parse(row.started_at ?? row.created_at),
    ended: Promise.race([processEnded, around.closed]),
    onState: (current) => {
      job.state = current;
    },
    onEvent: (event) => {
      // At once: the conversation can then be resumed whatever happens to this run.
      if (event.type === 'session' && job.row.session_id !== event.id) void change(job, { session_id: event.id });
      for (const listener of job.listeners) listener(event);
    },
    onCheck: ({ progress = '' }) => {
      if (progress === written.progress || Date.now() - written.at < PROGRESS_WRITE_MS) return;
      written = { at: Date.now(), progress };
      void change(job, { progress: redact(progress), ...outputBytes(spool) });
    },
    onLimit: (cause) => void stop(job, cause),
  });
  return { state, outcome: await judge(job, state, around) };
}

async function judge(job: LiveJob, state: RunState, { config, store }: Surroundings): Promise<Outcome> {
  const { row, spool, provider } = job;
  const exitCode = readExit(spool);
  const endedWell = exitCode === 0 && state.result !== undefined && state.result.failure === undefined;
  // Only something outside can end a supervisor before its CLI, and then nobody watches over what it left.
  if (exitCode === undefined) await stopJobProcesses(processesOf(job.id, row, spool));
  job.stopCause ??=
    unseenStopCause(spool, config.outputCapBytes) ?? (endedWell ? undefined : await store.jobs.stopCause(job.id));
  return decideOutcome(provider, {
    exitCode,
    stopCause: job.stopCause,
    state,
    jobId: job.id,
    timeoutMs: row.timeout_ms,
    idleTimeoutMs: row.idle_timeout_ms ?? undefined,
    stdoutTail: endedWell ? '' : await readTail(spool.stdout),
    stderrTail: endedWell ? '' : await readTail(spool.stderr),
  });
}

async function settle(job: LiveJob, { outcome, state }: AttemptEnd, around: Surroundings): Promise<void> {
  await endJob(job, stoppedWhileWaiting(job, outcome), state, around);
  sweepLeftovers(processesOf(job.id, job.row, job.spool));
  void noteFolder(job, around);
  await tidyUp(job, around);
}

/** A job that was asked to stop between two tries has not failed. */
function stoppedWhileWaiting({ stopCause, provider }: LiveJob, outcome: Outcome): Outcome {
  const wasAsked = stopCause === 'canceled' || stopCause === 'client_gone' || stopCause === 'shutdown';
  if (!wasAsked || outcome.status === 'canceled' || outcome.status === 'completed') return outcome;
  const error = {
    category: 'canceled',
    message: `${provider.displayName} was stopped before another try.`,
    retryable: false,
  } as const;
  return { status: 'canceled', exitCode: null, error };
}

/** The last write about a job. */
export async function endJob(
  job: LiveJob,
  outcome: Outcome,
  state: RunState | undefined,
  { config, store, change }: Pick<Surroundings, 'config' | 'store' | 'change'>,
): Promise<void> {
  const { spool, provider } = job;
  clearInputs(spool);
  await change(job, {
    ...endOfRow({
      row: job.row,
      outcome,
      state,
      finishedAt: Date.now(),
      keepText: config.recordPrompts === 'redacted',
    }),
    ...outputBytes(spool),
    output_truncated: job.stopCause === 'output_overflow' ? 1 : 0,
    stop_cause: job.stopCause ?? null,
  });
  const sessionId = job.row.session_id;
  if (outcome.error?.category === 'session_not_found') {
    await store.sessions.lose(job.row).catch(() => {
      // It is found to be lost once more.
    });
    return;
  }
  if (sessionId === null) return;
  await store.sessions
    .use({
      provider: provider.id,
      id: sessionId,
      cwd: job.row.cwd,
      model: state?.model,
      isNew: job.facts.session.kind === 'new',
    })
    .catch(() => {
      // The id stands in the reply all the same, and resuming by it needs no row.
    });
}

/** What ended a run, or should have, while nobody looked. */
function unseenStopCause(spool: Spool, outputCapBytes: number): StopCause | undefined {
  if (wasStoppedBySupervisor(spool)) return 'timeout';
  return fileBytes(spool.stdout) + fileBytes(spool.stderr) > outputCapBytes ? 'output_overflow' : undefined;
}

/** Off the answer's path: whether a later twin may be given this answer depends on it. */
async function noteFolder(job: LiveJob, { change, isClosed }: Surroundings): Promise<void> {
  if (job.row.dedup_key === null || job.row.status !== 'completed') return;
  const state = await folderState(job.row.cwd);
  if (state !== undefined && !isClosed()) await change(job, { folder_state: state });
}

async function tidyUp({ provider, row, facts }: LiveJob, { contextOf }: Surroundings): Promise<void> {
  if (provider.tidyUp === undefined) return;
  const context = await contextOf(provider, row.cwd);
  const { removeFiles } = await provider.tidyUp(
    {
      cwd: row.cwd,
      resumed: facts.session.kind === 'resume',
      exitCode: row.exit_code,
      ...(row.session_id === null ? {} : { sessionId: row.session_id }),
    },
    context,
  );
  for (const file of removeFiles) {
    if (file.startsWith(`${context.homeDir}/`) && !file.includes('/../')) rmSync(file, { force: true });
  }
}
