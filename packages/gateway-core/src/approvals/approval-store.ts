import type { Kysely, Selectable } from 'kysely';
import type { ApprovalsTable, Tables } from '../storage/schema.js';
import type { ApprovalRecord } from './approval.js';

export interface ApprovalStore {
  insert(record: ApprovalRecord): Promise<void>;
  /** Newest first. */
  list(filter: { readonly provider?: string; readonly limit?: number }): Promise<readonly ApprovalRecord[]>;
}

export function createApprovalStore(query: Kysely<Tables>): ApprovalStore {
  return {
    async insert(record) {
      await query.insertInto('approvals').values(rowOf(record)).execute();
    },
    async list({ provider, limit = 50 }) {
      let rows = query.selectFrom('approvals').selectAll().orderBy('decided_at', 'desc').orderBy('id', 'desc');
      if (provider !== undefined) rows = rows.where('provider', '=', provider);
      return (await rows.limit(limit).execute()).map(recordOf);
    },
  };
}

function rowOf(record: ApprovalRecord): Selectable<ApprovalsTable> {
  return {
    id: record.id,
    request_id: record.requestId,
    decided_at: record.decidedAt,
    status: record.status,
    decided_by: record.decidedBy,
    policy: record.policy,
    provider: record.provider,
    operation: record.operation,
    client: record.client ?? null,
    permission: record.permission,
    score: record.score,
    max_score: record.maxScore,
    reasons: JSON.stringify(record.reasons),
    violations: JSON.stringify(record.violations),
    mcp_servers: JSON.stringify(record.mcpServers),
    bypass: Number(record.bypass),
    full_auto: Number(record.fullAuto),
    depth: record.depth,
    prompt_sha256: record.promptSha256,
    prompt_preview: record.promptPreview ?? null,
  };
}

function recordOf(row: Selectable<ApprovalsTable>): ApprovalRecord {
  // Written by `rowOf` alone.
  const {
    status,
    decided_by: decidedBy,
    policy,
    permission,
  } = row as Pick<ApprovalRecord, 'status' | 'policy' | 'permission'> & { decided_by: ApprovalRecord['decidedBy'] };
  return {
    id: row.id,
    requestId: row.request_id,
    decidedAt: row.decided_at,
    status,
    decidedBy,
    policy,
    provider: row.provider,
    operation: row.operation,
    permission,
    score: row.score,
    maxScore: row.max_score,
    reasons: list(row.reasons),
    // As above.
    violations: list(row.violations) as ApprovalRecord['violations'],
    mcpServers: list(row.mcp_servers),
    bypass: row.bypass === 1,
    fullAuto: row.full_auto === 1,
    depth: row.depth,
    promptSha256: row.prompt_sha256,
    ...(row.client === null ? {} : { client: row.client }),
    ...(row.prompt_preview === null ? {} : { promptPreview: row.prompt_preview }),
  };
}

function list(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : [];
  } catch {
    return []; // Somebody edited the row.
  }
}
