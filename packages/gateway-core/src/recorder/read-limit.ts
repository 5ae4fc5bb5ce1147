import { sql, type Kysely } from 'kysely';
import type { Tables } from '../storage/schema.js';

/**
 * Until when a provider's limit lasts, as its CLI said to any gateway of this machine (ISO 8601). `undefined`: it has
 * none, it has ended, or a run has succeeded since, with another account for example.
 */
export async function readLimit(query: Kysely<Tables>, provider: string): Promise<string | undefined> {
  const now = new Date().toISOString();
  const { rows } = await sql<{ until: string | null }>`
    select max(retry_at) as until from requests said
    where provider = ${provider} and retry_at is not null and retry_at > ${now}
      and error_category = 'rate_limited' and attempts > 0
      and not exists (
        select 1 from requests later
        where later.provider = said.provider and later.status = 'completed' and later.attempts > 0
          and later.created_at > said.created_at and later.finished_at > said.finished_at
      )`.execute(query);
  return rows[0]?.until ?? undefined;
}
