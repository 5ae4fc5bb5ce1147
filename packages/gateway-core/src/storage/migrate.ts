import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';
import * as requestsAndSessions from './migrations/0001-requests-and-sessions.js';
import * as sessionsAndApprovals from './migrations/0002-sessions-and-approvals.js';
import * as readingTheRecord from './migrations/0003-reading-the-record.js';

/** Forward only. A released migration is never edited; a change is a new one at the end. */
const MIGRATIONS: readonly { up(database: Kysely<Tables>): Promise<void> }[] = [
  requestsAndSessions,
  sessionsAndApprovals,
  readingTheRecord,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings the schema from `version` to the newest. Must run in a transaction that no other process shares. */
export async function migrate(database: Kysely<Tables>, version: number): Promise<void> {
  for (const migration of MIGRATIONS.slice(version)) await migration.up(database);
}
