import { GatewayError, isGatewayError } from '../errors.js';
import type { Prepared } from '../prepare/prepare-request.js';
import { readLimit } from '../recorder/read-limit.js';
import type { Store } from '../storage/store.js';
import { findRunningTwin } from './find-twin.js';
import type { RequestRow } from './job-store.js';

/**
 * Leaves a provider alone until the time that its CLI named, to whichever gateway: asking again sooner is known to fail,
 * and some vendors count it. Throws `rate_limited`. A request that asks anew (`forceRefresh`) or joins a run is let through.
 */
export async function assertNotLimited(
  { query }: Store,
  { provider, request }: Pick<Prepared, 'provider' | 'request'>,
  dedupKey?: string,
): Promise<void> {
  if (request.forceRefresh) return;
  // Without a record nobody knows of a limit.
  const until = await readLimit(query, provider.id).catch(() => undefined);
  if (until === undefined) return;
  if (dedupKey !== undefined && (await findRunningTwin(query, dedupKey)) !== undefined) return;
  throw new GatewayError('rate_limited', `${provider.displayName} said that its limit lasts until ${until}.`, {
    provider: provider.id,
    retryable: true,
    retryAt: until,
    hint: 'Ask another agent, or ask again after that time. forceRefresh asks all the same.',
  });
}

/** As `assertNotLimited`, for a request that has no row yet: the refusal is recorded. */
export async function refuseWhenLimited(
  store: Store,
  prepared: Pick<Prepared, 'provider' | 'request'>,
  row: RequestRow,
): Promise<void> {
  try {
    await assertNotLimited(store, prepared, row.dedup_key ?? undefined);
  } catch (error) {
    if (isGatewayError(error)) await store.jobs.insert(refusedRow(row, error));
    throw error;
  }
}

function refusedRow(row: RequestRow, { code, message, hint, retryable, retryAt }: GatewayError): RequestRow {
  return {
    ...row,
    status: 'failed',
    finished_at: new Date().toISOString(),
    duration_ms: 0,
    // It stands in nobody's way and is nobody's twin.
    dedup_key: null,
    gateway_id: null,
    error_category: code,
    error_message: message,
    error_hint: hint ?? null,
    retryable: Number(retryable),
    retry_at: retryAt ?? null,
  };
}
