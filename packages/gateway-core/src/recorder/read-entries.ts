import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { RequestRow } from '../jobs/job-store.js';
import type { Tables } from '../storage/schema.js';
import { logEntryOf, type LogEntry } from './log-entry.js';
import { searchWords } from './search-words.js';

export interface LogFilter {
  readonly provider?: string;
  /** Requests that continued this conversation or began it. */
  readonly session?: string;
  /** Words that prompt or response must hold; "a phrase" and a word* with an open end are understood. */
  readonly search?: string;
  /** Only requests that gave no answer. Default: false. */
  readonly onlyErrors?: boolean;
  /** Default 50. */
  readonly limit?: number;
}

const FOLLOW_MS = 300;
/** A gateway notes the end of a job before the note can be read, and clocks of one machine hardly differ. */
const LATE_MS = 10_000;

/** Newest first. */
export async function readEntries(query: Kysely<Tables>, filter: LogFilter): Promise<readonly LogEntry[]> {
  const rows = await entries(query, filter)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit ?? 50)
    .execute();
  return rows.map(logEntryOf);
}

/** Requests as they end from now on, in that order, whichever gateway carries them out. */
export async function* followEntries(
  query: Kysely<Tables>,
  filter: LogFilter,
  signal: AbortSignal,
): AsyncGenerator<LogEntry> {
  const startedAt = new Date().toISOString();
  let told = new Set<string>();
  while (!signal.aborted) {
    const late = new Date(Date.now() - LATE_MS).toISOString();
    const since = late > startedAt ? late : startedAt;
    const rows: readonly RequestRow[] = await entries(query, filter)
      .where('finished_at', '>=', since)
      .orderBy('finished_at')
      .execute();
    for (const row of rows) if (!told.has(row.id)) yield logEntryOf(row);
    told = new Set(rows.map(({ id }) => id));
    await delay(FOLLOW_MS, undefined, { signal }).catch(() => undefined);
  }
}

function entries(query: Kysely<Tables>, { provider, session, search, onlyErrors }: LogFilter) {
  let rows = query.selectFrom('requests').selectAll();
  if (provider !== undefined) rows = rows.where('provider', '=', provider);
  if (session !== undefined) {
    rows = rows.where(({ or, eb }) => or([eb('session_id', '=', session), eb('resumed_session_id', '=', session)]));
  }
  if (onlyErrors === true) rows = rows.where('error_category', 'is not', null);
  const words = searchWords(search ?? '');
  if (search !== undefined && words === '') return rows.where(sql<boolean>`1 = 0`);
  if (words === '') return rows;
  return rows.where(sql<boolean>`rowid in (select rowid from requests_fts where requests_fts match ${words})`);
}
