import type { ApprovalDecision } from '../approvals/approval.js';
import type { ErrorCategory } from '../errors.js';
import type { JsonValue, Usage, Warning } from '../provider.js';

/** `orphaned`: the process is gone, nobody saw how it ended, and what it printed until then can still be read. */
export type JobStatus = 'queued' | 'running' | 'completed' | 'failed' | 'canceled' | 'orphaned';

/** A request being carried out, or carried out. Plain data; times are ISO 8601 in UTC. */
export interface Job {
  readonly id: string;
  readonly provider: string;
  readonly status: JobStatus;
  readonly correlationId: string;
  readonly cwd: string;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** Milliseconds from the start (or the request, while queued) to the end or to now. */
  readonly durationMs: number;
  /** `null` while running, and when the process ended by a signal. 124: time cap; 125: idle cap; 126: output cap. */
  readonly exitCode: number | null;
  /** Whether the process has ended. */
  readonly exited: boolean;
  /** The id with which the conversation can be resumed, as soon as the CLI has said it. */
  readonly sessionId?: string;
  readonly model?: string;
  readonly usage?: Usage;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  /** True when the run was stopped at the output cap. */
  readonly outputTruncated: boolean;
  /** Runs of the CLI, the first included. */
  readonly attempts: number;
  /** 1 is next. Only while queued. */
  readonly queuePosition?: number;
  /** The last thing the agent did, for a person: `running tests`. */
  readonly progress?: string;
  /** The id of the job whose run this request joined or whose answer it was given. */
  readonly deduplicatedFrom?: string;
  readonly warnings: readonly Warning[];
  /** The decision that let it start, where one was asked for. */
  readonly approval?: ApprovalDecision;
  readonly error?: JobError;
}

export interface JobError {
  readonly category: ErrorCategory;
  /** One sentence for a person. */
  readonly message: string;
  /** The next thing to type or do. */
  readonly hint?: string;
  readonly retryable: boolean;
  /** When a limit ends, where the CLI said so. */
  readonly retryAt?: string;
}

/** A job with a page of its answer. */
export interface JobResult extends Job {
  /** The agent's final answer from `offset`, cut on a character border. Empty while nothing has arrived. */
  readonly answer: string;
  /** Bytes of the whole answer so far, in UTF-8. */
  readonly answerBytes: number;
  /** The `offset` of the next page. Absent on the last page. */
  readonly nextOffset?: number;
  /** Set when the CLI was asked for structured output. */
  readonly structured?: JsonValue;
}

export function hasEnded(job: Pick<Job, 'status'>): boolean {
  return job.status !== 'queued' && job.status !== 'running';
}
