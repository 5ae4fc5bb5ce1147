import type { Kysely } from 'kysely';
import type { Config } from '../config/config.js';
import { createJobStore, type JobStore } from '../jobs/job-store.js';
import { createSessionStore, type SessionStore } from '../sessions/session-store.js';
import type { Tables } from './schema.js';
import { openDatabase } from './open-database.js';

/** Everything that is kept. */
export interface Store {
  readonly query: Kysely<Tables>;
  readonly jobs: JobStore;
  readonly sessions: SessionStore;
  /** Why nothing is kept beyond this process, although it should be. */
  readonly problem: string | undefined;
  close(): Promise<void>;
}

/** Opens the record. Where it cannot be opened, requests still run: they are kept in memory, and `problem` says why. */
export async function openStore(config: Config): Promise<Store> {
  if (config.databasePath === undefined) return storeIn(':memory:', config, undefined);
  try {
    return await storeIn(config.databasePath, config, undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return storeIn(':memory:', config, `Nothing is recorded: "${config.databasePath}" cannot be opened (${reason}).`);
  }
}

async function storeIn(file: string, config: Config, problem: string | undefined): Promise<Store> {
  const database = await openDatabase(file);
  const { query } = database;
  return {
    query,
    jobs: createJobStore(query),
    sessions: createSessionStore(query, config.sessionTtlMs),
    problem,
    close: () => database.close(),
  };
}
