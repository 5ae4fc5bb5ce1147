import type { ApprovalDecision } from './approvals/approval.js';
import type { FailureCode } from './provider.js';

/** Shared by every copy of this package in the process, so a check never depends on which copy threw. */
const BRAND = Symbol.for('llm-gateway.error');

/** Why a request did not give an answer. What a CLI can report itself, and what only the gateway can know. */
export type ErrorCategory =
  | FailureCode
  | 'approval_denied'
  | 'canceled'
  | 'cli_not_found'
  | 'empty_output'
  | 'idle_timeout'
  | 'internal_error'
  | 'job_not_found'
  | 'killed'
  | 'orphaned'
  | 'output_overflow'
  | 'permission_exceeded'
  | 'provider_incompatible'
  | 'provider_not_found'
  | 'queue_full'
  | 'spawn_error'
  | 'timeout'
  | 'upgrade_running';

export interface GatewayErrorDetails {
  /** The provider's id. */
  readonly provider?: string;
  /** The next thing to type or do. */
  readonly hint?: string;
  /** Whether the same call may well succeed later. Default: false. */
  readonly retryable?: boolean;
  /** ISO 8601, UTC: when a limit ends, where that is known. */
  readonly retryAt?: string;
  /** The decision, where it was one. */
  readonly approval?: ApprovalDecision;
  readonly cause?: unknown;
}

/** The one error the gateway throws. `code` is for programs, `hint` is the next step for a person. */
export class GatewayError extends Error {
  readonly code: ErrorCategory;
  readonly provider?: string;
  readonly hint?: string;
  readonly retryable: boolean;
  readonly retryAt?: string;
  readonly approval?: ApprovalDecision;

  constructor(code: ErrorCategory, message: string, details: GatewayErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GatewayError';
    this.code = code;
    if (details.provider !== undefined) this.provider = details.provider;
    if (details.hint !== undefined) this.hint = details.hint;
    this.retryable = details.retryable ?? false;
    if (details.retryAt !== undefined) this.retryAt = details.retryAt;
    if (details.approval !== undefined) this.approval = details.approval;
    Object.defineProperty(this, BRAND, { value: true });
  }

  toJSON(): Record<string, unknown> {
    return {
      code: this.code,
      message: this.message,
      ...(this.provider === undefined ? {} : { provider: this.provider }),
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      retryable: this.retryable,
      ...(this.retryAt === undefined ? {} : { retryAt: this.retryAt }),
    };
  }
}

/** True for a `GatewayError` of any copy of this package. */
export function isGatewayError(error: unknown): error is GatewayError {
  return typeof error === 'object' && error !== null && BRAND in error;
}
