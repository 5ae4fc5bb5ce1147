import { existsSync, renameSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { createApprovalStore, type ApprovalStore } from '../approvals/approval-store.js';
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
  readonly approvals: ApprovalStore;
  /** Why nothing is kept beyond this process, although it should be. */
  readonly problem: string | undefined;
  /** What callers must be told: once what happened once, always what goes on. */
  takeNotices(): readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the record. A damaged file is set aside and a new one begun. Where none can be opened, requests still run: they
 * are kept in memory, and `problem` says why.
 */
export async function openStore(config: Config): Promise<Store> {
  const file = config.databasePath;
  if (file === undefined) return storeIn(':memory:', config);
  try {
    return await storeIn(file, config);
  } catch (error) {
    try {
      if (!isDamaged(error)) throw error;
      const notice = `The database "${file}" was damaged and is now "${setAside(file)}". A new one was begun.`;
      return await storeIn(file, config, { notice });
    } catch {
      const reason = error instanceof Error ? error.message : String(error);
      const problem = `Nothing is recorded: "${file}" cannot be opened (${reason}).`;
      return storeIn(':memory:', config, { problem });
    }
  }
}

function isDamaged(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'SQLITE_NOTADB' || error.code === 'SQLITE_CORRUPT')
  );
}

/** Moves the damaged file, which may still be worth something to its owner, out of the way and returns where it is. */
function setAside(file: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  renameSync(file, aside);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}

interface Words {
  readonly problem?: string;
  readonly notice?: string;
}

async function storeIn(file: string, config: Config, { problem, notice }: Words = {}): Promise<Store> {
  let untold = [problem, notice].filter((word) => word !== undefined);
  const database = await openDatabase(file);
  const { query } = database;
  return {
    query,
    jobs: createJobStore(query),
    sessions: createSessionStore(query, config.sessionTtlMs),
    approvals: createApprovalStore(query),
    problem,
    takeNotices() {
      const told = untold;
      if (problem === undefined) untold = [];
      return told;
    },
    close: () => database.close(),
  };
}
