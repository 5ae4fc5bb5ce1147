import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhenResult,
  retry,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { Config } from '../config/config.js';
import type { ErrorCategory } from '../errors.js';
import type { Outcome } from '../jobs/decide-outcome.js';
import type { RunState } from '../jobs/fold-events.js';

/** How one run of a CLI ended. */
export interface AttemptEnd {
  readonly outcome: Outcome;
  /** Absent when nothing was started. */
  readonly state?: RunState;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface Resilience {
  /** Runs an attempt, and again where that is safe. `signal` ends the waiting in between. */
  carry(
    providerId: string,
    attempt: (number: number) => Promise<AttemptEnd>,
    onWait: (ms: number, end: AttemptEnd) => void,
    signal: AbortSignal,
  ): Promise<AttemptEnd>;
  breakerState(providerId: string): BreakerState;
}

/** What says something about the vendor's service and not about the request. */
const OUTAGES: ReadonlySet<ErrorCategory> = new Set(['rate_limited', 'overloaded', 'network_error']);
/** So many failures of this kind in a row, and the provider is left alone for a while. */
const FAILURES_TO_BREAK = 5;
const BREAK_MS = 30_000;
/** Nobody is kept waiting longer for another try; the reply says when it is worth one. */
const MAX_WAIT_MS = 30_000;

/** Retries with exponential back-off, and one circuit breaker a provider. */
export function createResilience({ retries, retryDelayMs }: Pick<Config, 'retries' | 'retryDelayMs'>): Resilience {
  const breakers = new Map<string, CircuitBreakerPolicy>();

  function breakerOf(providerId: string): CircuitBreakerPolicy {
    const known = breakers.get(providerId);
    if (known !== undefined) return known;
    const breaker = circuitBreaker(handleWhenResult(isOutage), {
      halfOpenAfter: BREAK_MS,
      breaker: new ConsecutiveBreaker(FAILURES_TO_BREAK),
    });
    breakers.set(providerId, breaker);
    return breaker;
  }

  return {
    async carry(providerId, attempt, onWait, signal) {
      let number = 0;
      let last: AttemptEnd | undefined;
      let isWaiting = false;
      // cockatiel's retry sleeps to the end of its back-off whatever its signal says.
      const stopped = Promise.withResolvers<AttemptEnd>();
      signal.addEventListener('abort', () => isWaiting && last !== undefined && stopped.resolve(last), { once: true });
      const tryOnce = async (): Promise<AttemptEnd> => {
        if (signal.aborted && last !== undefined) return last;
        isWaiting = false;
        number += 1;
        const end = await attempt(number);
        last = end;
        return end;
      };
      const policy = retry(handleWhenResult(isSafeToRepeat), {
        maxAttempts: retries,
        backoff: new DelegateBackoff(({ attempt: tried }) => {
          const wait = waitBefore(tried, last, retryDelayMs);
          isWaiting = true;
          if (last !== undefined) onWait(wait, last);
          return wait;
        }),
      });
      try {
        const breaker = breakerOf(providerId);
        return await Promise.race([policy.execute(() => breaker.execute(tryOnce)), stopped.promise]);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        return last ?? { outcome: leftAlone() };
      }
    },
    breakerState(providerId) {
      const state = breakers.get(providerId)?.state;
      if (state === CircuitState.Open) return 'open';
      return state === CircuitState.HalfOpen ? 'half-open' : 'closed';
    },
  };
}

function isOutage(value: unknown): boolean {
  const category = errorOf(value)?.category;
  return category !== undefined && OUTAGES.has(category);
}

/** Only what the provider calls retryable, and only while the agent has done nothing that a second run would do again. */
function isSafeToRepeat(value: unknown): boolean {
  const error = errorOf(value);
  if (error === undefined || !error.retryable) return false;
  if (!OUTAGES.has(error.category) && error.category !== 'cli_error') return false;
  // Handed in by `carry` alone.
  if ((value as AttemptEnd).state?.hasActed !== false) return false;
  return error.retryAt === undefined || Date.parse(error.retryAt) - Date.now() <= MAX_WAIT_MS;
}

function errorOf(value: unknown): Outcome['error'] {
  // Handed in by `carry` alone.
  return (value as AttemptEnd).outcome.error;
}

/** Doubles with each try, somewhere in the upper half of it, and never ends before the vendor's own word. */
function waitBefore(tried: number, last: AttemptEnd | undefined, firstMs: number): number {
  const full = Math.min(firstMs * 2 ** (tried - 1), MAX_WAIT_MS);
  const retryAt = last?.outcome.error?.retryAt;
  const told = retryAt === undefined ? 0 : Date.parse(retryAt) - Date.now();
  return Math.max(full * (0.5 + Math.random() / 2), told);
}

function leftAlone(): Outcome {
  return {
    status: 'failed',
    exitCode: null,
    error: {
      category: 'overloaded',
      message: `Its service has failed ${FAILURES_TO_BREAK} times in a row, so it was not asked again.`,
      hint: `Try again in ${BREAK_MS / 1000} s, or ask another agent.`,
      retryable: true,
      retryAt: new Date(Date.now() + BREAK_MS).toISOString(),
    },
  };
}
