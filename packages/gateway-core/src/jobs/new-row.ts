import { createHash, randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Config } from '../config/config.js';
import type { Prepared } from '../prepare/prepare-request.js';
import { redact } from '../recorder/redact.js';
import type { GatewayRequest } from '../request.js';
import type { RequestRow } from './job-store.js';

interface RowFacts {
  readonly client: string | undefined;
  readonly detached: boolean;
  readonly config: Config;
}

/** The row of a request that is about to start. */
export function newRow(prepared: Prepared, facts: RowFacts & { readonly notices: readonly string[] }): RequestRow {
  const { request, provider, input, command, installation } = prepared;
  return {
    ...blankRow(request, facts),
    id: prepared.jobId,
    provider: provider.id,
    status: 'queued',
    cwd: input.cwd,
    model: input.model === undefined ? null : redact(input.model),
    permission: input.permission,
    resumed_session_id: input.session.kind === 'new' ? null : (input.session.nativeId ?? null),
    argv: JSON.stringify([command.file, ...command.args].map(redact)),
    cli_version: installation.version,
    depth: prepared.depth,
    approval: prepared.approval === undefined ? null : JSON.stringify(prepared.approval),
    warnings: JSON.stringify(
      [...prepared.warnings, ...facts.notices.map((message) => ({ code: 'other', message }))].map(
        ({ code, message }) => ({ code, message: redact(message) }),
      ),
    ),
    timeout_ms: prepared.timeoutMs,
    idle_timeout_ms: prepared.idleTimeoutMs ?? null,
  };
}

/** A row with what every request has. */
export function blankRow(request: GatewayRequest, { client, detached, config }: RowFacts): RequestRow {
  return {
    id: uuid(),
    provider: request.provider,
    status: 'failed',
    correlation_id: request.correlationId ?? randomUUID(),
    client: client ?? null,
    detached: Number(detached),
    cwd: request.cwd ?? '',
    prompt: config.recordPrompts === 'redacted' ? redact(request.prompt) : null,
    prompt_sha256: createHash('sha256').update(request.prompt).digest('hex'),
    response: null,
    response_bytes: 0,
    structured: null,
    requested_model: request.model === undefined ? null : redact(request.model),
    model: null,
    permission: request.permission ?? 'read-only',
    resumed_session_id: null,
    session_id: null,
    argv: null,
    cli_version: null,
    created_at: new Date().toISOString(),
    started_at: null,
    finished_at: null,
    duration_ms: null,
    exit_code: null,
    error_category: null,
    error_message: null,
    error_hint: null,
    retryable: null,
    retry_at: null,
    input_tokens: null,
    output_tokens: null,
    cached_input_tokens: null,
    cost_usd: null,
    stdout_bytes: 0,
    stderr_bytes: 0,
    output_truncated: 0,
    attempts: 0,
    warnings: '[]',
    progress: null,
    gateway_id: null,
    pid: null,
    stop_cause: null,
    timeout_ms: request.timeoutMs ?? config.timeoutMs,
    idle_timeout_ms: request.idleTimeoutMs ?? null,
    dedup_key: null,
    deduplicated_from: null,
    folder_state: null,
    depth: 1,
    approval: null,
  };
}
