import type { ErrorCategory } from '../errors.js';
import type { FailureReason, Provider } from '../provider.js';
import { WAY_OUT } from '../sessions/way-out.js';
import type { RunState } from './fold-events.js';
import type { JobError, JobStatus } from './job.js';

/** Why the gateway itself ended a run. The first cause wins. */
export type StopCause = 'canceled' | 'client_gone' | 'shutdown' | 'timeout' | 'idle_timeout' | 'output_overflow';

export interface RunEnd {
  /** `undefined`: nobody wrote it down. */
  readonly exitCode: number | undefined;
  readonly stopCause?: StopCause | undefined;
  readonly state: RunState;
  readonly stdoutTail: string;
  readonly stderrTail: string;
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number | undefined;
  readonly jobId: string;
}

export interface Outcome {
  readonly status: JobStatus;
  readonly exitCode: number | null;
  readonly error?: JobError;
}

/** How a run ended, whatever its exit code claims. */
export function decideOutcome(provider: Provider, end: RunEnd): Outcome {
  const { exitCode, stopCause, state } = end;
  const hasAnswer = state.result !== undefined && state.result.failure === undefined && !state.answer.isBlank;
  if (stopCause !== undefined && !hasAnswer) return stopped(provider, stopCause, end);
  if (exitCode === undefined) return orphaned(provider, end);

  const signal = signalOf(exitCode);
  const recorded = signal === undefined ? exitCode : null;
  const fail = (error: JobError): Outcome => ({ status: 'failed', exitCode: recorded, error });

  if (state.result?.failure !== undefined) return fail(jobError(state.result.failure));
  const didSucceed = exitCode === 0 || (stopCause !== undefined && hasAnswer);
  if (didSucceed && state.result !== undefined) {
    const isEmpty = state.answer.isBlank && state.result.structured === undefined;
    return isEmpty ? fail(emptyOutput(provider, end)) : { status: 'completed', exitCode: recorded };
  }
  // The line that said so repeated the answer, and was too long for it; the answer itself came before.
  if (exitCode === 0 && state.hasCutLine && !state.answer.isBlank) return { status: 'completed', exitCode };
  const reason = provider.explainFailure?.({
    exitCode: recorded,
    signal: signal ?? null,
    stdout: end.stdoutTail,
    stderr: end.stderrTail,
    ...(state.lastEvent === undefined ? {} : { lastEvent: state.lastEvent }),
  });
  if (reason !== undefined) return fail(jobError(reason));
  if (signal !== undefined) return fail(killed(provider, signal));
  if ((exitCode === 126 || exitCode === 127) && end.stdoutTail === '') return fail(notStarted(provider));
  return fail(exitCode === 0 ? emptyOutput(provider, end) : unexplained(provider, exitCode, end));
}

const RETRYABLE: ReadonlySet<ErrorCategory> = new Set([
  'rate_limited',
  'overloaded',
  'network_error',
  'queue_full',
  'killed',
  'orphaned',
  'idle_timeout',
]);

function jobError({ code, message, hint, retryable, retryAt, retryAfterMs }: FailureReason): JobError {
  const until =
    asUtc(retryAt) ?? (retryAfterMs === undefined ? undefined : new Date(Date.now() + retryAfterMs).toISOString());
  const isRetryable = retryable ?? RETRYABLE.has(code);
  const next = hint ?? (code === 'session_not_found' ? WAY_OUT : isRetryable ? tryAgain(until) : undefined);
  return {
    category: code,
    message,
    retryable: isRetryable,
    ...(next === undefined ? {} : { hint: next }),
    ...(until === undefined ? {} : { retryAt: until }),
  };
}

function tryAgain(until: string | undefined): string {
  return `Try again ${until === undefined ? 'in a moment' : `after ${until}`}, or ask another agent.`;
}

/** Times are compared as text. One that is none says nothing. */
function asUtc(time: string | undefined): string | undefined {
  const date = new Date(time ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function stopped({ displayName }: Provider, cause: StopCause, { timeoutMs, idleTimeoutMs }: RunEnd): Outcome {
  const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
  const failed = (exitCode: number, category: ErrorCategory, message: string, hint: string): Outcome => ({
    status: 'failed',
    exitCode,
    error: { category, message, hint, retryable: RETRYABLE.has(category) },
  });
  switch (cause) {
    case 'timeout':
      return failed(
        124,
        'timeout',
        `${displayName} was stopped after ${seconds(timeoutMs)}, its time limit.`,
        'Raise timeoutMs, or ask for less at once.',
      );
    case 'idle_timeout':
      return failed(
        125,
        'idle_timeout',
        `${displayName} was stopped after ${seconds(idleTimeoutMs ?? 0)} of silence.`,
        'Raise idleTimeoutMs, or try again.',
      );
    case 'output_overflow':
      return failed(
        126,
        'output_overflow',
        `${displayName} was stopped because it printed too much.`,
        'Ask for a shorter answer; what was printed can be read from the job.',
      );
    case 'canceled':
    case 'client_gone':
    case 'shutdown':
      return {
        status: 'canceled',
        exitCode: null,
        error: { category: 'canceled', message: cancellation(cause), retryable: false },
      };
    default:
      return cause satisfies never;
  }
}

function cancellation(cause: 'canceled' | 'client_gone' | 'shutdown'): string {
  if (cause === 'canceled') return 'The job was canceled.';
  return cause === 'client_gone'
    ? 'The job was stopped because its client went away.'
    : 'The job was stopped with its gateway.';
}

function orphaned({ displayName }: Provider, { jobId }: RunEnd): Outcome {
  return {
    status: 'orphaned',
    exitCode: null,
    error: {
      category: 'orphaned',
      message: `${displayName} is gone and nobody saw how it ended.`,
      hint: `What it printed can still be read: llm-gateway jobs show ${jobId}`,
      retryable: true,
    },
  };
}

function emptyOutput({ displayName }: Provider, { jobId, state }: RunEnd): JobError {
  const message = state.answer.isBlank
    ? `${displayName} ended without an answer.`
    : `${displayName} ended in the middle of its answer.`;
  return {
    category: 'empty_output',
    message,
    hint: `See what it printed: llm-gateway jobs show ${jobId}`,
    retryable: false,
  };
}

function killed({ displayName }: Provider, signal: string): JobError {
  return {
    category: 'killed',
    message: `${displayName} was killed by ${signal}.`,
    hint: 'Something outside the gateway ended it, perhaps for want of memory. Try again.',
    retryable: true,
  };
}

function notStarted({ displayName, executable }: Provider): JobError {
  return {
    category: 'spawn_error',
    message: `${displayName} could not be started.`,
    hint: `Check the installation: llm-gateway doctor. To install it again: ${executable.installHint}`,
    retryable: false,
  };
}

function unexplained({ displayName }: Provider, exitCode: number, { jobId }: RunEnd): JobError {
  return {
    category: 'cli_error',
    message: `${displayName} ended with exit code ${exitCode}.`,
    hint: `See what it printed: llm-gateway jobs show ${jobId}`,
    retryable: false,
  };
}

/** Only signals that end processes: a CLI's own exit code may be above 128 too (one gives the HTTP status modulo 256). */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
};

/** A shell tells a death by signal as 128 and the signal's number. */
function signalOf(exitCode: number): string | undefined {
  return exitCode > 128 ? SIGNALS[exitCode - 128] : undefined;
}
