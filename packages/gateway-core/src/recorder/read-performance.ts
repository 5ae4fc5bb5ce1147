import { sql, type Kysely } from 'kysely';
import type { JobStatus } from '../jobs/job.js';
import type { Tables } from '../storage/schema.js';

/** How a provider has done, over all that the record holds. Each request is counted once, whoever looks at it. */
export interface ProviderPerformance {
  readonly provider: string;
  /** All of the following together. */
  readonly requests: number;
  readonly queued: number;
  readonly running: number;
  /** Runs of the CLI by how they ended. A run that needed several tries is one. */
  readonly completed: number;
  readonly failed: number;
  readonly canceled: number;
  readonly orphaned: number;
  /** Requests that were answered, or failed, with the run of an equal one. */
  readonly deduplicated: number;
  /** Requests for which nothing was started. */
  readonly refused: number;
  /** Tries after the first. */
  readonly retries: number;
  /** Completed runs among those that ended and were not canceled, 0 to 1. Absent without any. */
  readonly successRate?: number;
  /** Of completed runs. Absent without any. */
  readonly durationMs?: Durations;
  /** Requests that gave no answer, by the category of the reason. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Percentiles by nearest rank: each is the duration of a run that there was. */
export interface Durations {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

/** By provider, in the order of the alphabet. */
export async function readPerformance(query: Kysely<Tables>): Promise<readonly ProviderPerformance[]> {
  const [counts, errors] = await Promise.all([readCounts(query), readErrors(query)]);
  const providers = [...new Set(counts.map(({ provider }) => provider))].toSorted();
  return Promise.all(
    providers.map(async (provider) => {
      const mine = counts.filter((row) => row.provider === provider);
      const mistakes = errors.filter((row) => row.provider === provider);
      return {
        ...performanceOf(provider, mine),
        errors: Object.fromEntries(mistakes.map(({ error_category: category, requests }) => [category, requests])),
        ...(await readDurations(query, provider)),
      };
    }),
  );
}

type Kind = 'run' | 'joined' | 'none';

interface CountRow {
  readonly provider: string;
  readonly status: JobStatus;
  readonly kind: Kind;
  readonly requests: number;
  readonly retries: number;
}

async function readCounts(query: Kysely<Tables>): Promise<readonly CountRow[]> {
  // The link to the run that was joined goes with that run; without a try of its own, no other request is completed.
  const { rows } = await sql<CountRow>`
    select provider, status,
      case when attempts > 0 then 'run' when deduplicated_from is not null or status = 'completed' then 'joined'
        else 'none' end as kind,
      count(*) as requests, sum(case when attempts > 1 then attempts - 1 else 0 end) as retries
    from requests group by provider, status, kind`.execute(query);
  return rows;
}

async function readErrors(
  query: Kysely<Tables>,
): Promise<readonly { readonly provider: string; readonly error_category: string; readonly requests: number }[]> {
  const { rows } = await sql<{ provider: string; error_category: string; requests: number }>`
    select provider, error_category, count(*) as requests from requests
    where error_category is not null group by provider, error_category`.execute(query);
  return rows;
}

function performanceOf(provider: string, rows: readonly CountRow[]): Omit<ProviderPerformance, 'errors'> {
  const count = (status: JobStatus | undefined, ...kinds: Kind[]): number =>
    rows
      .filter(
        (row) => (status === undefined || row.status === status) && (kinds.length === 0 || kinds.includes(row.kind)),
      )
      .reduce((sum, { requests }) => sum + requests, 0);
  const completed = count('completed', 'run');
  const judged = completed + count('failed', 'run') + count('orphaned', 'run');
  return {
    provider,
    requests: count(undefined),
    queued: count('queued'),
    running: count('running'),
    completed,
    failed: count('failed', 'run'),
    canceled: count('canceled'),
    orphaned: count('orphaned'),
    deduplicated: count(undefined, 'joined'),
    refused: count('failed', 'none'),
    retries: rows.reduce((sum, { retries }) => sum + retries, 0),
    ...(judged > 0 && { successRate: Math.round((completed / judged) * 10_000) / 10_000 }),
  };
}

/** Each percentile is one step into an index that holds nothing else, so that 100,000 runs need no sorting. */
async function readDurations(query: Kysely<Tables>, provider: string): Promise<{ readonly durationMs?: Durations }> {
  const completedRuns = sql`from requests where provider = ${provider} and status = 'completed' and attempts > 0`;
  const { rows } = await sql<{ runs: number; mean: number | null }>`
    select count(*) as runs, avg(duration_ms) as mean ${completedRuns}`.execute(query);
  const { runs = 0, mean = null } = rows[0] ?? {};
  if (runs === 0 || mean === null) return {};
  const at = async (percent: number): Promise<number> => {
    const offset = Math.ceil((runs * percent) / 100) - 1;
    const found = await sql<{ duration_ms: number }>`
      select duration_ms ${completedRuns} order by duration_ms limit 1 offset ${offset}`.execute(query);
    return found.rows[0]?.duration_ms ?? 0;
  };
  const [p50, p90, p95, p99] = await Promise.all([at(50), at(90), at(95), at(99)]);
  return { durationMs: { mean: Math.round(mean), p50, p90, p95, p99 } };
}
