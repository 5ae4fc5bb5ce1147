import { sql, type Kysely } from 'kysely';
import type { Config } from '../config/config.js';
import type { Tables } from '../storage/schema.js';

export type AdmissionLimits = Pick<Config, 'maxRunning' | 'maxRunningPerProvider'>;

/**
 * Turns a queued job into a running one if there is a place: counted over all gateways of the machine, first come first
 * served within a provider, and one turn at a time in a session (no vendor locks one; two at once lose a turn or mix
 * them). One statement decides, so two gateways cannot take the same place.
 */
export async function admit(query: Kysely<Tables>, id: string, limits: AdmissionLimits): Promise<boolean> {
  const now = new Date().toISOString();
  const { numAffectedRows } = await sql`
    update requests set status = 'running', started_at = ${now}, attempts = attempts + 1
    where id = ${id} and status = 'queued'
      and (select count(*) from requests r where r.status = 'running') < ${limits.maxRunning}
      and (select count(*) from requests r where r.status = 'running' and r.provider = requests.provider)
        < ${limits.maxRunningPerProvider}
      and not ${sessionIsBusy('requests')}
      and not exists (
        select 1 from requests earlier
        where earlier.status = 'queued' and earlier.provider = requests.provider
          and (earlier.created_at < requests.created_at
            or (earlier.created_at = requests.created_at and earlier.id < requests.id))
          and not ${sessionIsBusy('earlier')}
      )`.execute(query);
  return numAffectedRows === 1n;
}

/** How many are in front of a queued job, plus one. */
export async function queuePosition(query: Kysely<Tables>, id: string): Promise<number> {
  const { rows } = await sql<{ ahead: number }>`
    select count(*) as ahead from requests mine
    join requests other on other.status = 'queued' and other.provider = mine.provider
      and (other.created_at < mine.created_at or (other.created_at = mine.created_at and other.id < mine.id))
    where mine.id = ${id}`.execute(query);
  return (rows[0]?.ahead ?? 0) + 1;
}

/** How many jobs wait on this machine. */
export async function queueLength(query: Kysely<Tables>): Promise<number> {
  const { count } = await query
    .selectFrom('requests')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'queued')
    .executeTakeFirstOrThrow();
  return count;
}

function sessionIsBusy(alias: 'requests' | 'earlier') {
  const row = sql.ref(alias);
  return sql`exists (
    select 1 from requests turn
    where turn.status = 'running' and turn.provider = ${row}.provider
      and (turn.session_id = ${row}.resumed_session_id or turn.resumed_session_id = ${row}.resumed_session_id)
  )`;
}
