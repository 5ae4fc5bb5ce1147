import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { GatewayError } from '../errors.js';
import { migrate, SCHEMA_VERSION } from './migrate.js';
import type { Tables } from './schema.js';

export interface OpenDatabase {
  readonly query: Kysely<Tables>;
  close(): Promise<void>;
}

/**
 * Opens the SQLite database, creating and migrating it where needed. Safe with several processes at once: the first
 * takes the write lock and migrates, the others wait for it. Throws when it cannot be opened; the caller goes on without.
 */
export function openDatabase(file: string): Promise<OpenDatabase> {
  // A second gateway in this process would wait for the lock without letting the first one go on.
  const opening = lastOpening.then(() => openAlone(file));
  lastOpening = opening.catch(() => undefined);
  return opening;
}

let lastOpening: Promise<unknown> = Promise.resolve();

async function openAlone(file: string): Promise<OpenDatabase> {
  assertNodeApi();
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const sqlite = openFile(file);
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = NORMAL');
    sqlite.pragma('foreign_keys = ON');
    const query = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
    if (schemaVersion(sqlite) < SCHEMA_VERSION) await migrateAlone(sqlite, query);
    if (schemaVersion(sqlite) > SCHEMA_VERSION) throw newerSchema(file, schemaVersion(sqlite));
    return { query, close: () => query.destroy() };
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function openFile(file: string): SqliteDatabase.Database {
  // Loaded on first use: an MCP server that is only asked for its tools needs no database.
  const Database = createRequire(import.meta.url)('better-sqlite3') as typeof SqliteDatabase;
  const isNew = !existsSync(file);
  const sqlite = new Database(file, { timeout: 10_000 });
  if (isNew) for (const suffix of ['', '-wal', '-shm']) restrict(file + suffix);
  return sqlite;
}

/** SQLite gives its side files the mode of the database itself. */
function restrict(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o600);
}

async function migrateAlone(sqlite: SqliteDatabase.Database, query: Kysely<Tables>): Promise<void> {
  sqlite.exec('begin immediate');
  try {
    await migrate(query, schemaVersion(sqlite));
    sqlite.pragma(`user_version = ${SCHEMA_VERSION}`);
    sqlite.exec('commit');
  } catch (error) {
    sqlite.exec('rollback');
    throw error;
  }
}

function schemaVersion(sqlite: SqliteDatabase.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }));
}

function newerSchema(file: string, version: number): GatewayError {
  return new GatewayError('internal_error', `The database "${file}" was made by a newer gateway (schema ${version}).`, {
    hint: 'Update the gateway: npm install --global @llm-gateway/mcp-server@latest',
  });
}

/** better-sqlite3 13 crashes the process without a word where Node-API 10 is missing (Node below 22.14 and 23.6). */
function assertNodeApi(): void {
  if (Number(process.versions.napi ?? 0) >= 10) return;
  throw new GatewayError('internal_error', `Node.js ${process.versions.node} is too old for the database.`, {
    hint: 'Install Node.js 22.14 or newer.',
  });
}
