import type { Kysely } from 'kysely';
import type { Tables } from '../storage/schema.js';
import { folderState } from './folder-state.js';
import type { RequestRow } from './job-store.js';

/** Between the end of a run and the note about its folder. */
const NOTE_DELAY_MS = 3_000;

/**
 * A finished run whose answer still holds: the same request, within the window, and nothing in its folder has changed
 * since it ended. "Review, fix, review again" in the same words must never get the old review.
 */
export async function findFinishedTwin(
  query: Kysely<Tables>,
  { key, windowMs, cwd }: { readonly key: string; readonly windowMs: number; readonly cwd: string },
): Promise<RequestRow | undefined> {
  const since = new Date(Date.now() - windowMs).toISOString();
  const twin = await query
    .selectFrom('requests')
    .selectAll()
    .where('dedup_key', '=', key)
    .where('status', '=', 'completed')
    .where('deduplicated_from', 'is', null)
    .where('finished_at', '>', since)
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (twin === undefined) return undefined;
  const now = await folderState(cwd);
  if (now === undefined) return undefined;
  return (await noteOf(query, twin)) === now ? twin : undefined;
}

/** The state of the folder at the twin's end, which is noted off the answer's path. */
async function noteOf(query: Kysely<Tables>, twin: RequestRow): Promise<string | null> {
  const deadline = Date.parse(twin.finished_at ?? '') + NOTE_DELAY_MS;
  for (;;) {
    const row = await query.selectFrom('requests').select('folder_state').where('id', '=', twin.id).executeTakeFirst();
    if (row === undefined || row.folder_state !== null || Date.now() > deadline) return row?.folder_state ?? null;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

/** The run that is under way for the same request. */
export function findRunningTwin(query: Kysely<Tables>, key: string): Promise<RequestRow | undefined> {
  return query
    .selectFrom('requests')
    .selectAll()
    .where('dedup_key', '=', key)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst();
}
