import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Kysely } from 'kysely';
import type { Config } from '../config/config.js';
import type { Tables } from '../storage/schema.js';

/** So many rows go at once, so that no other gateway waits long for the database. */
const BATCH = 200;

/** Removes what is older than the retention: rows of ended requests with their files, and files that no row knows. Returns how many rows went. */
export async function cleanUp(query: Kysely<Tables>, config: Pick<Config, 'home' | 'jobRetentionMs'>): Promise<number> {
  const before = new Date(Date.now() - config.jobRetentionMs).toISOString();
  let removed = 0;
  for (;;) {
    const rows = await query
      .selectFrom('requests')
      .select('id')
      .where('finished_at', '<', before)
      .where('status', 'not in', ['queued', 'running'])
      .limit(BATCH)
      .execute();
    if (rows.length === 0) break;
    const ids = rows.map(({ id }) => id);
    // Files first: a row without files can still be cleaned up, files without a row are found only below.
    for (const id of ids) await rm(path.join(config.home, 'jobs', id), { recursive: true, force: true });
    await query.deleteFrom('requests').where('id', 'in', ids).execute();
    removed += ids.length;
  }
  await query.deleteFrom('approvals').where('decided_at', '<', before).execute();
  await query.deleteFrom('sessions').where('expires_at', '<', new Date().toISOString()).execute();
  await removeStrayFolders(query, config);
  return removed;
}

/** Folders that a gateway left behind when it died between two steps, or whose database was set aside. */
async function removeStrayFolders(
  query: Kysely<Tables>,
  { home, jobRetentionMs }: Pick<Config, 'home' | 'jobRetentionMs'>,
): Promise<void> {
  const folder = path.join(home, 'jobs');
  for (const name of await readdir(folder).catch(() => [])) {
    const place = path.join(folder, name);
    const facts = await stat(place).catch(() => undefined);
    if (facts === undefined || Date.now() - facts.mtimeMs < jobRetentionMs) continue;
    const row = await query.selectFrom('requests').select('id').where('id', '=', name).executeTakeFirst();
    if (row === undefined) await rm(place, { recursive: true, force: true });
  }
}
