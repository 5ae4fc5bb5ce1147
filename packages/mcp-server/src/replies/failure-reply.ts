import {
  GatewayError,
  isGatewayError,
  redact,
  type ErrorCategory,
  type GatewayRequest,
  type Job,
  type JobStatus,
} from '@llm-gateway/core';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { describeApproval } from './describe-approval.js';

/** A request that was refused before anything started. */
export function refusalReply(error: unknown, request: Partial<GatewayRequest> = {}): CallToolResult {
  const { code, message, provider = request.provider, hint, retryable, retryAt, approval } = asGatewayError(error);
  return failure(message, hint, {
    ...(request.correlationId !== undefined && { correlationId: request.correlationId }),
    ...(provider !== undefined && { provider, cli: provider }),
    exitCode: null,
    errorCategory: code,
    retryable,
    ...(retryAt !== undefined && { retryAt }),
    ...(approval && { approval: describeApproval(approval) }),
  });
}

/** A job that ended without an answer. */
export function failedJobReply(job: Job): CallToolResult {
  const error = job.error ?? {
    category: unexplained(job.status),
    message: 'The agent gave no answer.',
    retryable: false,
  };
  return failure(error.message, error.hint, {
    correlationId: job.correlationId,
    provider: job.provider,
    cli: job.provider,
    exitCode: job.exitCode,
    errorCategory: error.category,
    retryable: error.retryable,
    ...(error.retryAt !== undefined && { retryAt: error.retryAt }),
    jobId: job.id,
    ...(job.sessionId !== undefined && { sessionId: job.sessionId }),
    durationMs: job.durationMs,
    retryCount: job.attempts - 1,
    warnings: job.warnings,
    ...(job.approval && { approval: describeApproval(job.approval) }),
  });
}

/** Anything that was thrown. What is not a `GatewayError` is a mistake of ours: its text may hold anything, so it stays in. */
export function asGatewayError(error: unknown, log: (line: string) => void = logToStderr): GatewayError {
  if (isGatewayError(error)) return error;
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return new GatewayError('internal_error', 'The gateway made a mistake, and has written it to its log on stderr.', {
    hint: 'Run `llm-gateway doctor` and report what the log says.',
    cause: error,
  });
}

function logToStderr(line: string): void {
  process.stderr.write(`llm-gateway: ${redact(line)}\n`);
}

/** A sentence, and what to do next. */
export function withHint(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message} Next: ${hint}`;
}

function failure(text: string, advice: string | undefined, facts: Record<string, unknown>): CallToolResult {
  // A message quotes what it is about, and a caller may have put anything there.
  const [message, hint] = [redact(text), advice === undefined ? undefined : redact(advice)];
  return {
    isError: true,
    content: [{ type: 'text', text: withHint(message, hint) }],
    structuredContent: { status: 'failed', success: false, error: message, ...(hint && { hint }), ...facts },
  };
}

function unexplained(status: JobStatus): ErrorCategory {
  if (status === 'canceled' || status === 'orphaned') return status;
  return 'cli_error';
}
