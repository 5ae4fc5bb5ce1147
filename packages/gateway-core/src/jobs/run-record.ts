import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunFacts } from '../provider.js';
import type { GatewayRequest } from '../request.js';
import type { Spool } from './spool.js';

/** What another gateway needs to go on with a job when this one dies. */
export interface RunRecord {
  readonly request: GatewayRequest;
  readonly facts: RunFacts<unknown>;
}

const fileOf = (spool: Spool): string => path.join(spool.folder, 'run.json');

export function writeRunRecord(spool: Spool, record: RunRecord): void {
  writeFileSync(fileOf(spool), JSON.stringify(record), { mode: 0o600 });
}

/** `undefined` when the job's folder is gone or was never complete. */
export function readRunRecord(spool: Spool): RunRecord | undefined {
  try {
    // Written by this code alone, for the user alone.
    return JSON.parse(readFileSync(fileOf(spool), 'utf8')) as RunRecord;
  } catch {
    return undefined;
  }
}
