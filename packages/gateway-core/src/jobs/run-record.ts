import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { RunFacts } from '../provider.js';
import type { GatewayRequest } from '../request.js';
import type { Spool } from './spool.js';

/** What another gateway needs to go on with a job when this one dies. */
export interface RunRecord {
  readonly request: GatewayRequest;
  readonly facts: RunFacts<unknown>;
}

export function writeRunRecord(spool: Spool, record: RunRecord): void {
  writeFileSync(spool.run, JSON.stringify(record), { mode: 0o600 });
}

/** When the record was written: at the beginning of each try. `undefined` when there is none. */
export function runRecordTime(spool: Spool): number | undefined {
  return statSync(spool.run, { throwIfNoEntry: false })?.mtimeMs;
}

/** `undefined` when the job's folder is gone or was never complete. */
export function readRunRecord(spool: Spool): RunRecord | undefined {
  try {
    // Written by this code alone, for the user alone.
    return JSON.parse(readFileSync(spool.run, 'utf8')) as RunRecord;
  } catch {
    return undefined;
  }
}
