import type { Kysely } from 'kysely';
import type { Tables } from '../schema.js';

/** What a session is besides its id, whose word made it the active one, and every decision about a request. */
export async function up(database: Kysely<Tables>): Promise<void> {
  const { schema } = database;
  await schema
    .alterTable('sessions')
    .addColumn('metadata', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
  await schema.alterTable('sessions').addColumn('created_as', 'text').execute();
  await schema.createIndex('sessions_by_first_id').on('sessions').column('created_as').execute();
  await schema
    .alterTable('active_sessions')
    .addColumn('is_chosen', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();

  await schema
    .alterTable('requests')
    .addColumn('depth', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await schema.alterTable('requests').addColumn('approval', 'text').execute();
  await schema
    .createTable('approvals')
    .addColumn('id', 'text', (column) => column.primaryKey())
    // No foreign key: the decision outlives the request's row, which goes with the retention.
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('decided_at', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('decided_by', 'text', (column) => column.notNull())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('client', 'text')
    .addColumn('permission', 'text', (column) => column.notNull())
    .addColumn('score', 'integer', (column) => column.notNull())
    .addColumn('max_score', 'integer', (column) => column.notNull())
    .addColumn('reasons', 'text', (column) => column.notNull())
    .addColumn('violations', 'text', (column) => column.notNull())
    .addColumn('mcp_servers', 'text', (column) => column.notNull())
    .addColumn('bypass', 'integer', (column) => column.notNull())
    .addColumn('full_auto', 'integer', (column) => column.notNull())
    .addColumn('depth', 'integer', (column) => column.notNull())
    .addColumn('prompt_sha256', 'text', (column) => column.notNull())
    .addColumn('prompt_preview', 'text')
    .execute();
  await schema.createIndex('approvals_by_time').on('approvals').column('decided_at').execute();
  await schema.createIndex('approvals_by_request').on('approvals').column('request_id').execute();
}
