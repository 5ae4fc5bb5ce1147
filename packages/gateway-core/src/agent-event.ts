/** What agents do and how they fail, in terms that are the same for all of them. Part of the provider contract (`provider.ts`). */

/** Data that survives a process border, a log and a database unchanged. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface Warning {
  readonly code: 'unsupported-setting' | 'deprecated-setting' | 'retrying' | 'permission-denied' | 'other';
  readonly message: string;
}

/**
 * One thing an agent did, as it did it. There are no start and end events: pieces of text belong to `messageId`, and
 * a new id begins a new message. Consumers ignore types they do not know; adding one is a minor version.
 */
export type AgentEvent =
  /** The id with which the conversation can be resumed. At least once in a run that got as far as a session. */
  | { readonly type: 'session'; readonly id: string }
  | { readonly type: 'model'; readonly id: string }
  | { readonly type: 'text'; readonly delta: string; readonly messageId?: string }
  | { readonly type: 'thought'; readonly delta: string; readonly messageId?: string }
  | { readonly type: 'tool-call'; readonly callId: string; readonly name: string; readonly input: JsonValue }
  | { readonly type: 'tool-result'; readonly callId: string; readonly output?: JsonValue; readonly isError?: boolean }
  | { readonly type: 'file-change'; readonly path: string; readonly change: 'create' | 'modify' | 'delete' }
  /** Usage of this run alone. A later one replaces an earlier one. */
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'warning'; readonly warning: Warning }
  /** The end of the turn: exactly once in a run that came to its end. */
  | {
      readonly type: 'result';
      readonly stop: StopReason;
      readonly text?: string;
      readonly structured?: JsonValue;
      readonly failure?: FailureReason;
    }
  | { readonly type: 'raw'; readonly value: JsonValue };

export type StopReason = 'end-turn' | 'max-turns' | 'refused' | 'failed';

/** Counts of this run alone; where a CLI counts over the whole session, the provider takes the difference. */
export interface Usage {
  /** All input tokens, those read from a cache included. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cachedInputTokens?: number;
  readonly costUsd?: number;
}

/** What is known of a process that did not succeed. */
export interface ProcessFailure {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The last 64 KiB. */
  readonly stderr: string;
  /** The last 64 KiB. */
  readonly stdout: string;
  readonly lastEvent?: AgentEvent;
}

export interface FailureReason {
  readonly code: FailureCode;
  /** One sentence for a person, without the vendor's raw text. */
  readonly message: string;
  /** The next thing to type or do. */
  readonly hint?: string;
  /** Whether the same request may well succeed later. Default: by the code (`rate_limited`, `overloaded` and `network_error` may). */
  readonly retryable?: boolean;
  /** Milliseconds to wait before trying again, where the CLI said so. */
  readonly retryAfterMs?: number;
  /** ISO 8601, UTC: when a limit ends, where the CLI said so. */
  readonly retryAt?: string;
}

/** Why a CLI's run failed, as far as the CLI can know it. */
export type FailureCode =
  | 'auth_required'
  | 'rate_limited'
  | 'overloaded'
  | 'network_error'
  | 'session_not_found'
  | 'model_not_found'
  | 'context_overflow'
  | 'permission_denied'
  | 'limit_reached'
  | 'refused'
  | 'cli_too_old'
  | 'invalid_request'
  | 'cli_error';
