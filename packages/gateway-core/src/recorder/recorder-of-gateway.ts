import { statSync } from 'node:fs';
import type { Config } from '../config/config.js';
import type { Store } from '../storage/store.js';
import type { LogEntry } from './log-entry.js';
import { followEntries, readEntries, type LogFilter } from './read-entries.js';
import { readPerformance, type ProviderPerformance } from './read-performance.js';
import { readUsage, type UsageFilter, type UsageOfDay } from './read-usage.js';

/** What the record of all gateways on this database says. */
export interface Recorder {
  /** Requests, newest first. */
  entries(filter?: LogFilter): Promise<readonly LogEntry[]>;
  /** Requests as they end from now on, until `signal` is aborted. */
  follow(filter: LogFilter, signal: AbortSignal): AsyncIterable<LogEntry>;
  /** What was used, by day, provider and model. */
  usage(filter?: UsageFilter): Promise<readonly UsageOfDay[]>;
  /** How each provider has done. */
  performance(): Promise<readonly ProviderPerformance[]>;
  status(): Promise<RecordStatus>;
}

export interface RecordStatus {
  /** `off`: by configuration. `broken`: it should be kept, and cannot be opened. */
  readonly state: 'ok' | 'off' | 'broken';
  readonly path?: string;
  readonly message?: string;
  readonly requests: number;
  /** When the oldest and the newest request came in. */
  readonly oldest?: string;
  readonly newest?: string;
  readonly sessions: number;
  /** Of the database and its journal. */
  readonly bytes: number;
  /** What is kept of prompts and answers. */
  readonly text: Config['recordPrompts'];
  readonly retentionMs: number;
}

export function createRecorder(config: Config, store: () => Promise<Store>): Recorder {
  return {
    entries: async (filter = {}) => readEntries((await store()).query, filter),
    async *follow(filter, signal) {
      yield* followEntries((await store()).query, filter, signal);
    },
    usage: async (filter = {}) => readUsage((await store()).query, filter),
    performance: async () => readPerformance((await store()).query),
    status: async () => readStatus(config, await store()),
  };
}

async function readStatus(config: Config, { query, problem }: Store): Promise<RecordStatus> {
  const path = config.databasePath;
  const [requests, sessions] = await Promise.all([
    query
      .selectFrom('requests')
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.min<string | null>('created_at').as('oldest'),
        fn.max<string | null>('created_at').as('newest'),
      ])
      .executeTakeFirstOrThrow(),
    query
      .selectFrom('sessions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ]);
  return {
    state: problem === undefined ? (path === undefined ? 'off' : 'ok') : 'broken',
    requests: requests.count,
    sessions: sessions.count,
    bytes: path === undefined ? 0 : sizeOf(path) + sizeOf(`${path}-wal`),
    text: config.recordPrompts,
    retentionMs: config.jobRetentionMs,
    ...(path !== undefined && { path }),
    ...(problem !== undefined && { message: problem }),
    ...(requests.oldest !== null && { oldest: requests.oldest }),
    ...(requests.newest !== null && { newest: requests.newest }),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
