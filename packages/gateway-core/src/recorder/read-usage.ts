import { sql, type Kysely } from 'kysely';
import type { Tables } from '../storage/schema.js';

export interface UsageFilter {
  readonly provider?: string;
  /** The first day that counts, `2026-11-22`, in UTC. Default: the oldest in the record. */
  readonly since?: string;
}

/** What one model was asked on one day (UTC). Requests that were given another one's answer are counted, but used nothing. */
export interface UsageOfDay {
  readonly day: string;
  readonly provider: string;
  /** Absent where the CLI did not say. */
  readonly model?: string;
  readonly requests: number;
  readonly runs: number;
  readonly completed: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  /** Absent where no CLI told what it cost, which does not mean nothing. */
  readonly costUsd?: number;
  readonly durationMs: number;
}

/** Oldest day first. */
export async function readUsage(
  query: Kysely<Tables>,
  { provider, since = '' }: UsageFilter,
): Promise<readonly UsageOfDay[]> {
  const ofProvider = provider === undefined ? sql`` : sql`and provider = ${provider}`;
  const { rows } = await sql<UsageRow>`select * from usage_by_day where day >= ${since} ${ofProvider}
    order by day, provider, model`.execute(query);
  return rows.map((row) => ({
    day: row.day,
    provider: row.provider,
    requests: row.requests,
    runs: row.runs,
    completed: row.completed,
    failed: row.failed,
    inputTokens: row.input_tokens ?? 0,
    outputTokens: row.output_tokens ?? 0,
    cachedInputTokens: row.cached_input_tokens ?? 0,
    durationMs: Math.round((row.seconds ?? 0) * 1_000),
    ...(row.model !== null && { model: row.model }),
    ...(row.cost_usd !== null && { costUsd: row.cost_usd }),
  }));
}

/** The view `usage_by_day`, which people read too. */
interface UsageRow {
  readonly day: string;
  readonly provider: string;
  readonly model: string | null;
  readonly requests: number;
  readonly runs: number;
  readonly completed: number;
  readonly failed: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cached_input_tokens: number | null;
  readonly cost_usd: number | null;
  readonly seconds: number | null;
}
