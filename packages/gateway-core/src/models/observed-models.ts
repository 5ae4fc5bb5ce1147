import type { Kysely } from 'kysely';
import type { Tables } from '../storage/schema.js';

const LIMIT = 20;

/** The models that have answered requests in our record, the latest first. */
export async function observedModels(query: Kysely<Tables>, provider: string): Promise<readonly string[]> {
  const rows = await query
    .selectFrom('requests')
    .select('model')
    .where('provider', '=', provider)
    .where('status', '=', 'completed')
    .where('model', 'is not', null)
    .groupBy('model')
    .orderBy(({ fn }) => fn.max('created_at'), 'desc')
    .limit(LIMIT)
    .execute();
  return rows.flatMap(({ model }) => model ?? []);
}
