import type { ApprovalRecord, Gateway } from '@llm-gateway/core';
import { describeRecord } from '../replies/describe-approval.js';
import { howLongAgo } from './jobs/list-jobs.js';
import { renderTable, type Column } from './jobs/table.js';
import type { Terminal } from './terminal.js';

export interface ApprovalsOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly limit: number;
  readonly provider?: string;
  readonly json?: boolean;
}

/** `llm-gateway approvals`: what was decided about requests that asked for it, by whom and why. */
export async function listApprovals({ gateway, terminal, json, ...filter }: ApprovalsOptions): Promise<number> {
  const approvals = await gateway.approvals.list(filter);
  if (json) terminal.print(`${JSON.stringify({ approvals: approvals.map(describeRecord) })}\n`);
  else if (approvals.length === 0) terminal.say('Nothing was decided yet.');
  else terminal.print(approvalTable(approvals, terminal));
  return 0;
}

function approvalTable(approvals: readonly ApprovalRecord[], { style }: Pick<Terminal, 'style'>): string {
  const now = Date.now();
  const columns: readonly Column<ApprovalRecord>[] = [
    { title: 'WHEN', cell: ({ decidedAt }) => howLongAgo(decidedAt, now), align: 'right' },
    {
      title: 'DECISION',
      cell: ({ status }) => status,
      style: (text, { status }) => style(status === 'approved' ? 'green' : 'red', text),
    },
    { title: 'BY', cell: ({ decidedBy, policy }) => (decidedBy === 'person' ? 'a person' : policy) },
    { title: 'AGENT', cell: ({ provider }) => provider },
    { title: 'PERMISSION', cell: ({ permission }) => permission },
    { title: 'SCORE', cell: ({ score, maxScore }) => `${score}/${maxScore}`, align: 'right' },
    { title: 'REASONS', cell: ({ reasons }) => reasons.join('; ') },
  ];
  return renderTable(columns, approvals, { width: process.stdout.columns, styleTitle: (text) => style('dim', text) });
}
