import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Config } from '../config/config.js';
import { isGatewayError } from '../errors.js';
import type { StartedJob, StartOptions } from '../gateway.js';
import type { Prepared } from '../prepare/prepare-request.js';
import { startSupervised } from '../process/start-supervised.js';
import { stopJobProcesses, STOP_GRACE_MS } from '../process/stop-job-processes.js';
import type { AgentEvent } from '../provider.js';
import { redact } from '../recorder/redact.js';
import type { Store } from '../storage/store.js';
import { decideOutcome, type Outcome, type StopCause } from './decide-outcome.js';
import { answerOf, type RunState } from './fold-events.js';
import type { Job } from './job.js';
import { jobOfRow, type RequestChange, type RequestRow } from './job-store.js';
import { sweepLeftovers } from './sweep-leftovers.js';
import { newRow } from './new-row.js';
import { readTail } from './read-tail.js';
import {
  clearInputs,
  createSpool,
  fileBytes,
  readExit,
  readPids,
  spoolOf,
  wasStoppedBySupervisor,
  type Spool,
} from './spool.js';
import { watchRun } from './watch-run.js';

/** A job that this gateway answers for. */
export interface LiveJob {
  readonly prepared: Prepared;
  readonly spool: Spool;
  row: RequestRow;
  state: RunState | undefined;
  isDetached: boolean;
  stopCause: StopCause | undefined;
  readonly ended: Promise<Job>;
}

export interface JobEngine {
  start(prepared: Prepared, options: StartOptions): Promise<StartedJob>;
  live(id: string): LiveJob | undefined;
  /** Stops a job of this gateway and resolves when its tree is gone. */
  stop(job: LiveJob, cause: StopCause, graceMs?: number): Promise<void>;
  /** Stops what is not detached. */
  close(): Promise<void>;
}

/** Seconds that a living gateway gets to enforce the time cap before the supervisor does. */
const CAP_MARGIN_SECONDS = 30;
/** Between writes of a running job's progress. */
const PROGRESS_WRITE_MS = 2_000;
/** On the way out a client waits for us, so its agents get less time to end by themselves. */
const CLOSE_GRACE_MS = 3_000;

/** Carries requests out: one path for sync and async, from the start of a process to the last write about it. */
export function createJobEngine(config: Config, store: Store): JobEngine {
  const liveJobs = new Map<string, LiveJob>();

  async function start(prepared: Prepared, options: StartOptions): Promise<StartedJob> {
    const { jobId } = prepared;
    const row = newRow(prepared, { client: options.client, detached: options.detached ?? false, config });
    const spool = spoolOf(config.home, jobId);
    let settle: (job: Job) => void = () => undefined;
    const job: LiveJob = {
      prepared,
      spool,
      row,
      state: undefined,
      isDetached: options.detached ?? false,
      stopCause: undefined,
      ended: new Promise<Job>((resolve) => {
        settle = resolve;
      }),
    };
    createSpool(spool, prepared.command);
    await store.jobs.insert(row);
    liveJobs.set(jobId, job);
    void carryOut(job, options.onEvent)
      .catch((error: unknown) => endJob(job, internalFailure(error), undefined))
      .then(() => {
        liveJobs.delete(jobId);
        settle(jobOfRow(job.row));
      });
    return {
      id: jobId,
      ended: job.ended,
      detach: () => {
        job.isDetached = true;
        void change(job, { detached: 1 });
      },
    };
  }

  async function carryOut(job: LiveJob, onEvent: ((event: AgentEvent) => void) | undefined): Promise<void> {
    const { prepared, spool } = job;
    const { provider, command, env, input, timeoutMs, idleTimeoutMs, jobId } = prepared;
    const startedAt = Date.now();
    const process = await startSupervised({
      jobId,
      folder: spool.folder,
      file: command.file,
      args: command.args,
      cwd: input.cwd,
      env,
      capSeconds: Math.ceil(timeoutMs / 1000) + CAP_MARGIN_SECONDS,
    });
    await change(job, {
      status: 'running',
      started_at: new Date(startedAt).toISOString(),
      pid: process.pid,
      attempts: job.row.attempts + 1,
    });
    let written = { at: startedAt, progress: '' };
    const state = await watchRun({
      provider,
      spool,
      limits: { timeoutMs, idleTimeoutMs, outputCapBytes: config.outputCapBytes },
      startedAt,
      ended: process.ended,
      onEvent: (event) => {
        if (event.type === 'session') void noteSession(job, event.id);
        onEvent?.(event);
      },
      onCheck: (current) => {
        job.state = current;
        const progress = current.progress ?? '';
        if (progress === written.progress || Date.now() - written.at < PROGRESS_WRITE_MS) return;
        written = { at: Date.now(), progress };
        void change(job, { progress: redact(progress), ...outputBytes(spool) });
      },
      onLimit: (cause) => void stop(job, cause),
    });
    job.state = state;
    await endRun(job, state);
  }

  async function endRun(job: LiveJob, state: RunState): Promise<void> {
    const { prepared, spool } = job;
    const exitCode = readExit(spool);
    // Only something outside can end a supervisor before its CLI, and then nobody watches over what it left.
    if (exitCode === undefined) await stopJobProcesses(processesOf(job));
    const stopCause = job.stopCause ?? (wasStoppedBySupervisor(spool) ? 'timeout' : undefined);
    const outcome = decideOutcome(prepared.provider, {
      exitCode,
      stopCause,
      state,
      jobId: prepared.jobId,
      timeoutMs: prepared.timeoutMs,
      idleTimeoutMs: prepared.idleTimeoutMs,
      stdoutTail: exitCode === 0 && state.result !== undefined ? '' : await readTail(spool.stdout),
      stderrTail: exitCode === 0 && state.result !== undefined ? '' : await readTail(spool.stderr),
    });
    await endJob(job, outcome, state);
    if (exitCode !== undefined) sweepLeftovers(processesOf(job));
    await tidyUp(job);
  }

  async function endJob(job: LiveJob, outcome: Outcome, state: RunState | undefined): Promise<void> {
    const { spool, prepared } = job;
    const answer = state === undefined ? '' : answerOf(state);
    if (answer !== '') await writeFile(spool.answer, answer, { mode: 0o600 }).catch(() => undefined);
    clearInputs(spool);
    const finishedAt = Date.now();
    const sessionId = state?.sessionId ?? job.row.session_id;
    await change(job, {
      ...endOfRow(job.row, outcome, state, { finishedAt, keepText: config.recordPrompts === 'redacted' }),
      ...outputBytes(spool),
      warnings: JSON.stringify(warningsOf(prepared, state)),
      output_truncated: job.stopCause === 'output_overflow' ? 1 : 0,
      stop_cause: job.stopCause ?? null,
      session_id: sessionId,
    });
    if (sessionId !== null && outcome.error?.category !== 'session_not_found') {
      const { provider, input } = prepared;
      await store.sessions.use({ provider: provider.id, id: sessionId, cwd: input.cwd, model: state?.model });
    }
  }

  async function noteSession(job: LiveJob, id: string): Promise<void> {
    if (job.row.session_id === id) return;
    await change(job, { session_id: id });
  }

  async function change(job: LiveJob, values: RequestChange): Promise<void> {
    job.row = { ...job.row, ...values };
    await store.jobs.update(job.prepared.jobId, values);
  }

  async function stop(job: LiveJob, cause: StopCause, graceMs: number = STOP_GRACE_MS): Promise<void> {
    job.stopCause ??= cause;
    await stopJobProcesses(processesOf(job), graceMs);
    await job.ended;
  }

  async function tidyUp({ prepared, row }: LiveJob): Promise<void> {
    const { provider, input, context } = prepared;
    const plan = await provider.tidyUp?.(
      {
        cwd: input.cwd,
        resumed: input.session.kind === 'resume',
        exitCode: row.exit_code,
        ...(row.session_id === null ? {} : { sessionId: row.session_id }),
      },
      context,
    );
    for (const file of plan?.removeFiles ?? []) {
      if (file.startsWith(`${context.homeDir}/`) && !file.includes('/../')) rmSync(file, { force: true });
    }
  }

  return {
    start,
    stop,
    live: (id) => liveJobs.get(id),
    async close() {
      const mine = [...liveJobs.values()].filter((job) => !job.isDetached);
      await Promise.all(mine.map((job) => stop(job, 'client_gone', CLOSE_GRACE_MS)));
    },
  };
}

function processesOf({ prepared, row, spool }: LiveJob): Parameters<typeof stopJobProcesses>[0] {
  const pids = readPids(spool);
  return { jobId: prepared.jobId, supervisor: pids.supervisor ?? row.pid ?? undefined, watch: pids.watch };
}

function outputBytes(spool: Spool): Pick<RequestRow, 'stdout_bytes' | 'stderr_bytes'> {
  return { stdout_bytes: fileBytes(spool.stdout), stderr_bytes: fileBytes(spool.stderr) };
}

function warningsOf({ warnings }: Prepared, state: RunState | undefined): readonly unknown[] {
  return [...warnings, ...(state?.warnings ?? [])].map(({ code, message }) => ({ code, message: redact(message) }));
}

const MAX_RECORDED_CHARS = 1_000_000;

function endOfRow(
  row: RequestRow,
  { status, exitCode, error }: Outcome,
  state: RunState | undefined,
  { finishedAt, keepText }: { finishedAt: number; keepText: boolean },
): RequestChange {
  const answer = state === undefined ? '' : answerOf(state);
  const { usage = {} } = state ?? {};
  return {
    status,
    finished_at: new Date(finishedAt).toISOString(),
    duration_ms: finishedAt - Date.parse(row.started_at ?? row.created_at),
    exit_code: exitCode,
    model: state?.model ?? row.model,
    response: keepText && state !== undefined ? redact(answer.slice(0, MAX_RECORDED_CHARS)) : null,
    response_bytes: Buffer.byteLength(answer),
    structured:
      state?.result?.structured === undefined || !keepText ? null : redact(JSON.stringify(state.result.structured)),
    input_tokens: usage.inputTokens ?? null,
    output_tokens: usage.outputTokens ?? null,
    cached_input_tokens: usage.cachedInputTokens ?? null,
    cost_usd: usage.costUsd ?? null,
    progress: null,
    error_category: error?.category ?? null,
    error_message: error === undefined ? null : redact(error.message),
    error_hint: error?.hint ?? null,
    retryable: error === undefined ? null : Number(error.retryable),
    retry_at: error?.retryAt ?? null,
  };
}

function internalFailure(cause: unknown): Outcome {
  const isOurs = isGatewayError(cause);
  return {
    status: 'failed',
    exitCode: null,
    error: {
      category: isOurs ? cause.code : 'internal_error',
      message: isOurs ? cause.message : `The gateway could not carry the job out: ${String(cause)}.`,
      retryable: false,
      ...(isOurs && cause.hint !== undefined ? { hint: cause.hint } : {}),
    },
  };
}
