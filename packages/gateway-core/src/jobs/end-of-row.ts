import { redact, redactJson } from '../recorder/redact.js';
import type { Warning } from '../provider.js';
import type { Outcome } from './decide-outcome.js';
import type { AnswerFile } from './answer-file.js';
import type { RunState } from './fold-events.js';
import type { RequestChange, RequestRow } from './job-store.js';
import { fileBytes, type Spool } from './spool.js';

/** The record keeps this much of an answer; the whole of it stands in the spool until retention. */
const MAX_RECORDED_CHARS = 1_000_000;

export interface JobEnd {
  readonly row: RequestRow;
  readonly outcome: Outcome;
  readonly state: RunState | undefined;
  readonly finishedAt: number;
  /** False: no text of prompts and answers is recorded. */
  readonly keepText: boolean;
}

/** What the last write about a job says. */
export function endOfRow({ row, outcome, state, finishedAt, keepText }: JobEnd): RequestChange {
  const { status, exitCode, error } = outcome;
  const structured = state?.result?.structured;
  const { usage = {} } = state ?? {};
  return {
    status,
    finished_at: new Date(finishedAt).toISOString(),
    duration_ms: finishedAt - Date.parse(row.started_at ?? row.created_at),
    exit_code: exitCode,
    session_id: state?.sessionId ?? row.session_id,
    model: state?.model ?? row.model ?? row.requested_model,
    response: keepText && state !== undefined ? recordedPart(state.answer) : null,
    response_bytes: state?.answer.flush() ?? 0,
    structured: structured === undefined || !keepText ? null : JSON.stringify(redactJson(structured)),
    input_tokens: usage.inputTokens ?? null,
    output_tokens: usage.outputTokens ?? null,
    cached_input_tokens: usage.cachedInputTokens ?? null,
    cost_usd: usage.costUsd ?? null,
    progress: null,
    warnings: withWarnings(row.warnings, state?.warnings ?? []),
    error_category: error?.category ?? null,
    error_message: error === undefined ? null : redact(error.message),
    error_hint: error?.hint === undefined ? null : redact(error.hint),
    retryable: error === undefined ? null : Number(error.retryable),
    retry_at: error?.retryAt ?? null,
  };
}

/** Cut last: half of a secret at the border would not be known for what it is. */
function recordedPart(answer: AnswerFile): string {
  return redact(answer.start(MAX_RECORDED_CHARS + 10_000)).slice(0, MAX_RECORDED_CHARS);
}

export function outputBytes(spool: Spool): Pick<RequestRow, 'stdout_bytes' | 'stderr_bytes'> {
  return { stdout_bytes: fileBytes(spool.stdout), stderr_bytes: fileBytes(spool.stderr) };
}

function withWarnings(recorded: string, warnings: readonly Warning[]): string {
  // Written by this code alone.
  const before = JSON.parse(recorded) as readonly Warning[];
  return JSON.stringify([...before, ...warnings.map(({ code, message }) => ({ code, message: redact(message) }))]);
}
