import type { Generated } from 'kysely';
import type { JobStatus } from '../jobs/job.js';

/**
 * The tables. Times are ISO 8601 text in UTC, sizes bytes, durations milliseconds, booleans 0 or 1, and structured
 * values JSON text, so that the same schema serves SQLite and PostgreSQL and a person with a database browser.
 */
export interface Tables {
  readonly requests: RequestsTable;
  readonly sessions: SessionsTable;
  readonly active_sessions: ActiveSessionsTable;
  readonly approvals: ApprovalsTable;
  readonly gateways: GatewaysTable;
}

/** One row a request: its job and its record at once, so that no table can disagree with another. */
export interface RequestsTable {
  id: string;
  provider: string;
  status: JobStatus;
  correlation_id: string;
  client: string | null;
  /** 1: goes on when its gateway closes. */
  detached: number;
  cwd: string;
  prompt: string | null;
  prompt_sha256: string;
  response: string | null;
  response_bytes: number;
  structured: string | null;
  /** What the caller asked for, and what the CLI said it used. */
  requested_model: string | null;
  model: string | null;
  permission: string;
  /** The session that was continued, and the one that can be continued now. */
  resumed_session_id: string | null;
  session_id: string | null;
  argv: string | null;
  cli_version: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  duration_ms: number | null;
  exit_code: number | null;
  error_category: string | null;
  error_message: string | null;
  error_hint: string | null;
  retryable: number | null;
  retry_at: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  cached_input_tokens: number | null;
  cost_usd: number | null;
  stdout_bytes: number;
  stderr_bytes: number;
  output_truncated: number;
  attempts: number;
  warnings: string;
  progress: string | null;
  /** The gateway that answers for the job, the process that it started, and why it is being stopped. */
  gateway_id: string | null;
  pid: number | null;
  stop_cause: string | null;
  timeout_ms: number;
  idle_timeout_ms: number | null;
  dedup_key: string | null;
  deduplicated_from: string | null;
  /** A digest of the folder as the run left it. */
  folder_state: string | null;
  /** Gateways that the request has gone through, this one included. */
  depth: Generated<number>;
  /** The decision about it, where one was asked for. */
  approval: string | null;
}

export interface SessionsTable {
  provider: string;
  id: string;
  cwd: string | null;
  description: string | null;
  model: string | null;
  created_at: string;
  last_used_at: string;
  expires_at: string;
  turns: number;
  api_version: Generated<number>;
  /** An object of the gateway's own notes. */
  metadata: Generated<string>;
  /** The `gw-…` id that this conversation was announced under. */
  created_as: string | null;
}

export interface ActiveSessionsTable {
  provider: string;
  session_id: string;
  /** 1: somebody said so. 0: it is the one that ran last. */
  is_chosen: Generated<number>;
}

/** One row a decision about a request. */
export interface ApprovalsTable {
  id: string;
  request_id: string;
  decided_at: string;
  status: string;
  decided_by: string;
  policy: string;
  provider: string;
  operation: string;
  client: string | null;
  permission: string;
  score: number;
  max_score: number;
  reasons: string;
  violations: string;
  mcp_servers: string;
  bypass: number;
  full_auto: number;
  depth: number;
  prompt_sha256: string;
  /** The first words, redacted, where the owner asked for them. */
  prompt_preview: string | null;
}

/** One row a living gateway process: its lease. */
export interface GatewaysTable {
  id: string;
  pid: number;
  /** The process that started the gateway. */
  client_pid: number | null;
  started_at: string;
  heartbeat_at: string;
}
