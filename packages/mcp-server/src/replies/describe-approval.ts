import type { ApprovalDecision, ApprovalRecord } from '@llm-gateway/core';

/** A decision as a reply shows it. */
export function describeApproval(approval: ApprovalDecision): Record<string, unknown> {
  const { status, decidedBy, policy, score, maxScore, reasons, violations } = approval;
  return { status, decidedBy, policy, score, maxScore, reasons, ...(violations.length > 0 && { violations }) };
}

/** A recorded decision as tools and `--json` show it. `cli` is the name that the reference product gave the provider. */
export function describeRecord(record: ApprovalRecord): Record<string, unknown> {
  return { ...record, cli: record.provider };
}
