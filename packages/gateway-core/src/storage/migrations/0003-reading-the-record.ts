import { sql, SqliteAdapter, type Kysely } from 'kysely';
import type { Tables } from '../schema.js';
import { addFullTextSearch } from './0003-full-text-search.js';

/** What people and metrics read the record by: days, views, the indexes that keep both cheap, and a search box. */
export async function up(database: Kysely<Tables>): Promise<void> {
  const isSqlite = database.getExecutor().adapter instanceof SqliteAdapter;
  // SQLite adds virtual columns only, PostgreSQL has stored ones only.
  const kind = sql.raw(isSqlite ? 'virtual' : 'stored');
  await sql`alter table requests add column day text generated always as (substr(created_at, 1, 10)) ${kind}`.execute(
    database,
  );

  await sql`create index requests_by_day on requests (day)`.execute(database);

  // They cover what is counted, because the columns lie behind prompt and response, which may be long.
  await sql`create index requests_by_usage on requests (provider, created_at, model, status, attempts,
    input_tokens, output_tokens, cached_input_tokens, cost_usd, duration_ms, deduplicated_from)`.execute(database);
  await sql`create index requests_by_duration on requests (provider, status, duration_ms, attempts) where attempts > 0`.execute(
    database,
  );
  await sql`create index requests_by_error on requests (provider, error_category) where error_category is not null`.execute(
    database,
  );
  await sql`create index requests_by_limit on requests (provider, retry_at) where retry_at is not null`.execute(
    database,
  );
  await sql`create index requests_by_end on requests (finished_at)`.execute(database);

  await createViews(database, isSqlite);
  if (isSqlite) await addFullTextSearch(database);
}

async function createViews(database: Kysely<Tables>, isSqlite: boolean): Promise<void> {
  // A search box over a view needs the number by which the search index knows a row.
  const number = sql.raw(isSqlite ? 'requests.rowid as number,' : '');
  await sql`create view requests_readable as
    select ${number} requests.id, requests.created_at, requests.day, requests.provider,
      coalesce(requests.model, requests.requested_model) as model, requests.status, requests.client, requests.cwd,
      requests.prompt, requests.response, requests.error_category, requests.error_message,
      round(requests.duration_ms / 1000.0, 1) as seconds, requests.input_tokens, requests.output_tokens,
      requests.cost_usd, requests.permission, requests.attempts, requests.session_id,
      sessions.description as session_description, requests.deduplicated_from
    from requests left join sessions on sessions.provider = requests.provider and sessions.id = requests.session_id`.execute(
    database,
  );

  // A request that was given another one's answer has used nothing and is no run: it has no attempt. The day is taken from
  // the time, because SQLite never answers from an index alone where a generated column is asked for.
  await sql`create view usage_by_day as
    select substr(created_at, 1, 10) as day, provider, model, count(*) as requests,
      sum(case when attempts > 0 then 1 else 0 end) as runs,
      sum(case when status = 'completed' and attempts > 0 then 1 else 0 end) as completed,
      sum(case when status in ('failed', 'orphaned') and attempts > 0 then 1 else 0 end) as failed,
      sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens,
      sum(cached_input_tokens) as cached_input_tokens, sum(cost_usd) as cost_usd,
      round(sum(case when attempts > 0 then duration_ms end) / 1000.0, 1) as seconds
    from requests group by substr(created_at, 1, 10), provider, model`.execute(database);

  await sql`create view jobs_running as
    select id, provider, status, created_at, started_at, progress, prompt, cwd, client, model, session_id, attempts,
      pid, stdout_bytes, stderr_bytes
    from requests where status in ('queued', 'running')`.execute(database);

  await sql`create view errors as
    select id, created_at, day, provider, status, error_category, error_message, error_hint, retryable, retry_at,
      exit_code, attempts, model, prompt, cwd, client, cli_version
    from requests where error_category is not null`.execute(database);
}
