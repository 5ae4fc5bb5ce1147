import type { Job } from '../jobs/job.js';
import { jobOfRow, type RequestRow } from '../jobs/job-store.js';
import type { Permission } from '../provider.js';

/** One request as it stands in the record. Prompt and response are redacted, and absent where no text is kept. */
export interface LogEntry extends Job {
  readonly prompt?: string;
  readonly response?: string;
  readonly permission: Permission;
  /** Who asked: an MCP client's name, or `cli`. */
  readonly client?: string;
  readonly cliVersion?: string;
}

export function logEntryOf(row: RequestRow): LogEntry {
  return {
    ...jobOfRow(row),
    // Written by this code alone.
    permission: row.permission as Permission,
    ...(row.prompt !== null && { prompt: row.prompt }),
    ...(row.response !== null && { response: row.response }),
    ...(row.client !== null && { client: row.client }),
    ...(row.cli_version !== null && { cliVersion: row.cli_version }),
  };
}
