import type { FailureCode } from '../provider.js';
import { inspectBriefly } from './inspect-briefly.js';

/** Every code of the contract; the compiler says when one is missing. */
const codes = {
  auth_required: true,
  rate_limited: true,
  overloaded: true,
  network_error: true,
  session_not_found: true,
  model_not_found: true,
  context_overflow: true,
  permission_denied: true,
  limit_reached: true,
  refused: true,
  cli_too_old: true,
  invalid_request: true,
  cli_error: true,
} satisfies Record<FailureCode, true>;

// The keys are those of the record above.
export const failureCodes = Object.keys(codes) as readonly FailureCode[];

/** What is wrong with a `FailureReason`, as a sentence; `undefined` when nothing is. */
export function faultInReason(reason: unknown): string | undefined {
  if (typeof reason !== 'object' || reason === null) return `the reason is ${String(reason)}, not an object`;
  // Each field is looked at before it is believed.
  const { code, message, hint, retryable, retryAfterMs, retryAt } = reason as Record<string, unknown>;
  if (typeof code !== 'string' || !Object.hasOwn(codes, code)) return `"${String(code)}" is no failure code`;
  if (typeof message !== 'string' || message.trim() === '') return `the failure ${code} has no message`;
  if (message.length > 300) return `the message of ${code} is longer than a sentence (${message.length} characters)`;
  if (hint !== undefined && (typeof hint !== 'string' || hint.trim() === '')) return `the hint of ${code} is empty`;
  if (retryable !== undefined && typeof retryable !== 'boolean') return `retryable of ${code} is not a boolean`;
  if (retryAfterMs !== undefined && !isCount(retryAfterMs)) {
    return `retryAfterMs of ${code} is ${inspectBriefly(retryAfterMs)}, not a number of milliseconds`;
  }
  if (retryAt !== undefined && !isTime(retryAt))
    return `retryAt of ${code} is ${inspectBriefly(retryAt)}, not ISO 8601 in UTC`;
  return undefined;
}

export function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

export function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
}
