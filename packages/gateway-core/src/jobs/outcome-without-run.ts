import { GatewayError, isGatewayError } from '../errors.js';
import type { Outcome, StopCause } from './decide-outcome.js';

/** How a job ends that was stopped while it waited for a place. */
export function leftTheQueue(cause: StopCause | undefined): Outcome {
  const message =
    cause === 'client_gone' ? 'The job was stopped because its client went away.' : 'The job was canceled.';
  return { status: 'canceled', exitCode: null, error: { category: 'canceled', message, retryable: false } };
}

/** How a job ends that the gateway could not carry out. */
export function internalFailure(cause: unknown): Outcome {
  const known = isGatewayError(cause)
    ? cause
    : new GatewayError('internal_error', `The gateway could not carry the job out: ${String(cause)}.`);
  return {
    status: 'failed',
    exitCode: null,
    error: {
      category: known.code,
      message: known.message,
      retryable: known.retryable,
      ...(known.hint === undefined ? {} : { hint: known.hint }),
      ...(known.retryAt === undefined ? {} : { retryAt: known.retryAt }),
    },
  };
}
