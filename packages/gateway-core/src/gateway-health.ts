import type { ProviderLoadFailure } from './gateway.js';
import type { Provider } from './provider.js';
import { readLimit } from './recorder/read-limit.js';
import type { BreakerState } from './resilience/carry-with-retries.js';
import type { Store } from './storage/store.js';

/** Whether requests can be expected to work, as far as that is known without starting anything. */
export interface GatewayHealth {
  /** `degraded`: something below is not as it should be; requests to the other providers work all the same. */
  readonly status: 'ok' | 'degraded';
  readonly record: { readonly state: 'ok' | 'off' | 'broken'; readonly message?: string };
  readonly jobs: { readonly running: number; readonly queued: number };
  readonly providers: readonly ProviderHealth[];
  /** The provider packages that did not load. */
  readonly failures: readonly { readonly package: string; readonly message: string }[];
}

export interface ProviderHealth {
  readonly id: string;
  /** `limited`: its CLI said that a limit lasts until `limitedUntil`. `resting`: its service failed again and again. */
  readonly state: 'ready' | 'limited' | 'resting';
  readonly limitedUntil?: string;
  readonly breaker: BreakerState;
}

interface Sources {
  readonly providers: readonly Provider[];
  readonly failures: readonly ProviderLoadFailure[];
  readonly store: Store;
  readonly isRecording: boolean;
  breakerState(providerId: string): BreakerState;
}

export async function readHealth({
  providers,
  failures,
  store,
  isRecording,
  breakerState,
}: Sources): Promise<GatewayHealth> {
  const healths = await Promise.all(
    providers.map(async ({ id }): Promise<ProviderHealth> => {
      const limitedUntil = await readLimit(store.query, id);
      const breaker = breakerState(id);
      if (limitedUntil !== undefined) return { id, state: 'limited', limitedUntil, breaker };
      return { id, state: breaker === 'open' ? 'resting' : 'ready', breaker };
    }),
  );
  const jobs = await store.jobs.underWay();
  const { problem } = store;
  const isWell = problem === undefined && failures.length === 0 && healths.every(({ state }) => state === 'ready');
  return {
    status: isWell ? 'ok' : 'degraded',
    record: problem === undefined ? { state: isRecording ? 'ok' : 'off' } : { state: 'broken', message: problem },
    jobs: {
      running: jobs.filter(({ status }) => status === 'running').length,
      queued: jobs.filter(({ status }) => status === 'queued').length,
    },
    providers: healths,
    failures: failures.map(({ package: name, error }) => ({ package: name, message: error.message })),
  };
}
