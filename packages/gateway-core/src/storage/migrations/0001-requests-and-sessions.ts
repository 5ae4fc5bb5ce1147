import { sql, type Kysely } from 'kysely';
import type { Tables } from '../schema.js';

/** Requests, sessions, leases, and the views that people read. */
export async function up(database: Kysely<Tables>): Promise<void> {
  await database.schema
    .createTable('requests')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('correlation_id', 'text', (column) => column.notNull())
    .addColumn('client', 'text')
    .addColumn('detached', 'integer', (column) => column.notNull())
    .addColumn('cwd', 'text', (column) => column.notNull())
    .addColumn('prompt', 'text')
    .addColumn('prompt_sha256', 'text', (column) => column.notNull())
    .addColumn('response', 'text')
    .addColumn('response_bytes', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('structured', 'text')
    .addColumn('requested_model', 'text')
    .addColumn('model', 'text')
    .addColumn('permission', 'text', (column) => column.notNull())
    .addColumn('resumed_session_id', 'text')
    .addColumn('session_id', 'text')
    .addColumn('argv', 'text')
    .addColumn('cli_version', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .addColumn('finished_at', 'text')
    .addColumn('duration_ms', 'integer')
    .addColumn('exit_code', 'integer')
    .addColumn('error_category', 'text')
    .addColumn('error_message', 'text')
    .addColumn('error_hint', 'text')
    .addColumn('retryable', 'integer')
    .addColumn('retry_at', 'text')
    .addColumn('input_tokens', 'integer')
    .addColumn('output_tokens', 'integer')
    .addColumn('cached_input_tokens', 'integer')
    .addColumn('cost_usd', 'double precision')
    .addColumn('stdout_bytes', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('stderr_bytes', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('output_truncated', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('warnings', 'text', (column) => column.notNull().defaultTo('[]'))
    .addColumn('progress', 'text')
    .addColumn('gateway_id', 'text')
    .addColumn('pid', 'integer')
    .addColumn('stop_cause', 'text')
    .addColumn('timeout_ms', 'bigint', (column) => column.notNull())
    .addColumn('idle_timeout_ms', 'bigint')
    .addColumn('dedup_key', 'text')
    .addColumn('folder_state', 'text')
    .addColumn('deduplicated_from', 'text', (column) => column.references('requests.id').onDelete('set null'))
    .execute();

  await database.schema.createIndex('requests_by_time').on('requests').column('created_at').execute();
  await database.schema.createIndex('requests_by_session').on('requests').columns(['provider', 'session_id']).execute();
  // The handful of rows that are under way, however many have ended.
  await sql`create index requests_under_way on requests (provider, status) where status in ('queued', 'running')`.execute(
    database,
  );

  // One run for equal requests, however many gateways are asked at once.
  await sql`create unique index requests_one_run on requests (dedup_key)
    where status in ('queued', 'running') and dedup_key is not null`.execute(database);
  await database.schema.createIndex('requests_by_dedup').on('requests').columns(['dedup_key', 'finished_at']).execute();

  await database.schema
    .createTable('sessions')
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('cwd', 'text')
    .addColumn('description', 'text')
    .addColumn('model', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('last_used_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('turns', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('api_version', 'integer', (column) => column.notNull().defaultTo(1))
    .addPrimaryKeyConstraint('sessions_key', ['provider', 'id'])
    .execute();
  await database.schema.createIndex('sessions_by_use').on('sessions').column('last_used_at').execute();

  await database.schema
    .createTable('active_sessions')
    .addColumn('provider', 'text', (column) => column.primaryKey())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .execute();

  await database.schema
    .createTable('gateways')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('pid', 'integer', (column) => column.notNull())
    .addColumn('client_pid', 'integer')
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('heartbeat_at', 'text', (column) => column.notNull())
    .execute();
}
