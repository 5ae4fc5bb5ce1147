import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Config } from '../config/config.js';
import type { Prepared } from '../prepare/prepare-request.js';
import { redact } from '../recorder/redact.js';
import type { ApprovalDecision, ApprovalRecord } from './approval.js';

const PREVIEW_CHARS = 200;

interface Facts {
  readonly config: Pick<Config, 'logApprovalPrompts' | 'recordPrompts'>;
  readonly client: string | undefined;
  readonly isAsync: boolean;
}

/** What is kept of a decision. Of the prompt it is a hash, unless the owner asked for more. */
export function approvalRecord(
  { jobId, provider, request, input, depth }: Prepared,
  decision: ApprovalDecision,
  { config, client, isAsync }: Facts,
): ApprovalRecord {
  const { remedies: _, ...kept } = decision;
  return {
    ...kept,
    id: uuid(),
    requestId: jobId,
    decidedAt: new Date().toISOString(),
    provider: provider.id,
    operation: `${provider.id.replaceAll('-', '_')}_request${isAsync ? '_async' : ''}`,
    permission: input.permission,
    mcpServers: request.mcpServers ?? [],
    depth,
    promptSha256: createHash('sha256').update(request.prompt).digest('hex'),
    ...(client === undefined ? {} : { client }),
    ...(config.logApprovalPrompts && config.recordPrompts === 'redacted'
      ? { promptPreview: preview(request.prompt) }
      : {}),
  };
}

/** Cut last: half of a secret at the border would not be known for what it is. */
function preview(prompt: string): string {
  return redact(prompt.slice(0, 10 * PREVIEW_CHARS)).slice(0, PREVIEW_CHARS);
}
