import type { Kysely, Selectable } from 'kysely';
import type { ApprovalDecision } from '../approvals/approval.js';
import type { ErrorCategory } from '../errors.js';
import type { JobFilter } from '../gateway.js';
import type { Usage, Warning } from '../provider.js';
import type { RequestsTable, Tables } from '../storage/schema.js';
import type { StopCause } from './decide-outcome.js';
import { hasEnded, type Job, type JobError } from './job.js';

export type RequestRow = Selectable<RequestsTable>;
export type RequestChange = Partial<RequestRow>;

/** The rows of jobs, as plain reads and writes. */
export interface JobStore {
  /** False when a run for an equal request is under way. */
  insert(row: RequestRow): Promise<boolean>;
  /** With `owner`: only while the job is that gateway's, and false when it is not. */
  update(id: string, change: RequestChange, owner?: string): Promise<boolean>;
  /** Why somebody, perhaps another gateway, asked the job to stop. */
  stopCause(id: string): Promise<StopCause | undefined>;
  /** Notes why a job is to stop, unless a cause has been noted already. */
  askToStop(id: string, cause: StopCause): Promise<void>;
  /** False when the job no longer waited. */
  cancelQueued(id: string): Promise<boolean>;
  find(id: string): Promise<RequestRow | undefined>;
  list(filter: JobFilter): Promise<readonly RequestRow[]>;
  /** Queued and running, oldest first. */
  underWay(): Promise<readonly RequestRow[]>;
  count(): Promise<number>;
}

export function createJobStore(query: Kysely<Tables>): JobStore {
  return {
    async insert(row) {
      const { numInsertedOrUpdatedRows } = await query
        .insertInto('requests')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async update(id, change, owner) {
      let rows = query.updateTable('requests').set(change).where('id', '=', id);
      if (owner !== undefined) rows = rows.where('gateway_id', '=', owner);
      const { numUpdatedRows } = await rows.executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async stopCause(id) {
      const row = await query.selectFrom('requests').select('stop_cause').where('id', '=', id).executeTakeFirst();
      // Written by `askToStop` alone.
      return (row?.stop_cause ?? undefined) as StopCause | undefined;
    },
    async askToStop(id, cause) {
      await query
        .updateTable('requests')
        .set({ stop_cause: cause })
        .where('id', '=', id)
        .where('stop_cause', 'is', null)
        .execute();
    },
    async cancelQueued(id) {
      const now = new Date().toISOString();
      const { numUpdatedRows } = await query
        .updateTable('requests')
        .set({
          status: 'canceled',
          finished_at: now,
          error_category: 'canceled',
          error_message: 'The job was canceled.',
          retryable: 0,
        })
        .where('id', '=', id)
        .where('status', '=', 'queued')
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    find: (id) => query.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst(),
    list({ provider, status, limit = 50 }) {
      let rows = query.selectFrom('requests').selectAll().orderBy('created_at', 'desc').limit(limit);
      if (provider !== undefined) rows = rows.where('provider', '=', provider);
      if (status !== undefined) rows = rows.where('status', '=', status);
      return rows.execute();
    },
    underWay: () =>
      query
        .selectFrom('requests')
        .selectAll()
        .where('status', 'in', ['queued', 'running'])
        .orderBy('created_at')
        .execute(),
    async count() {
      const row = await query
        .selectFrom('requests')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return row.count;
    },
  };
}

/** A row as callers see it. */
export function jobOfRow(row: RequestRow, now: number = Date.now()): Job {
  const since = Date.parse(row.started_at ?? row.created_at);
  return {
    id: row.id,
    provider: row.provider,
    status: row.status,
    correlationId: row.correlation_id,
    cwd: row.cwd,
    createdAt: row.created_at,
    durationMs: row.duration_ms ?? now - since,
    exitCode: row.exit_code,
    exited: hasEnded(row),
    stdoutBytes: row.stdout_bytes,
    stderrBytes: row.stderr_bytes,
    outputTruncated: row.output_truncated === 1,
    attempts: row.attempts,
    warnings: parseWarnings(row.warnings),
    ...given('startedAt', row.started_at),
    ...given('finishedAt', row.finished_at),
    ...given('sessionId', row.session_id),
    ...given('model', row.model),
    ...given('usage', usageOf(row)),
    ...given('progress', hasEnded(row) ? null : row.progress),
    ...given('deduplicatedFrom', row.deduplicated_from),
    ...given('error', errorOf(row)),
    ...given('approval', approvalOf(row)),
  };
}

function usageOf(row: RequestRow): Usage | undefined {
  const usage: Usage = {
    ...given('inputTokens', row.input_tokens),
    ...given('outputTokens', row.output_tokens),
    ...given('cachedInputTokens', row.cached_input_tokens),
    ...given('costUsd', row.cost_usd),
  };
  return Object.keys(usage).length === 0 ? undefined : usage;
}

function errorOf(row: RequestRow): JobError | undefined {
  if (row.error_category === null) return undefined;
  return {
    // Written by this code alone; a newer gateway's category is passed on as it stands.
    category: row.error_category as ErrorCategory,
    message: row.error_message ?? '',
    retryable: row.retryable === 1,
    ...given('hint', row.error_hint),
    ...given('retryAt', row.retry_at),
  };
}

function approvalOf({ approval }: RequestRow): ApprovalDecision | undefined {
  try {
    // Written by this code alone.
    return approval === null ? undefined : (JSON.parse(approval) as ApprovalDecision);
  } catch {
    return undefined; // Somebody edited the row.
  }
}

function parseWarnings(text: string): readonly Warning[] {
  try {
    // Written by this code alone.
    return JSON.parse(text) as readonly Warning[];
  } catch {
    return []; // Somebody edited the row.
  }
}

/** A member that is left out where there is no value. */
function given<Name extends string, Value>(name: Name, value: Value | null | undefined): { [name in Name]?: Value } {
  // The key is computed, so the compiler sees an index signature instead of the one name.
  return (value === null || value === undefined ? {} : { [name]: value }) as { [name in Name]?: Value };
}
