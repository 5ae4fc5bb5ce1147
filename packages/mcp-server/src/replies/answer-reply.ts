import type { JobResult, StartedJob } from '@llm-gateway/core';
import type { CallToolResult } from '@modelcontextprotocol/server';
import type { ClientLimits } from '../clients/client-limits.js';
import { formatDuration } from '../progress/progress-line.js';
import { outputSchema } from '../tools/output-schema.js';
import { describeApproval } from './describe-approval.js';

/** The structured part of a reply. `status` is completed, deferred, planned or failed. */
export const REQUEST_OUTPUT = outputSchema(
  {
    status: { type: 'string' },
    answer: { type: 'string' },
    jobId: { type: 'string' },
    sessionId: { type: 'string' },
    nextOffset: { type: 'integer' },
  },
  ['status'],
);

export interface AnsweredJob {
  readonly result: JobResult;
  readonly deduplicated: StartedJob['deduplicated'];
  /** Which part of the reply the caller reads. Default: either. */
  readonly reads?: ClientLimits['reads'];
}

/**
 * For clients that are known to show their model the structure. At least one gives its model the whole
 * reply, both copies, and cuts the middle out of what is then too long.
 */
export const IN_STRUCTURE = 'The answer stands in structuredContent.';

/** A finished request: the answer in text and in structure, for whichever of them the client shows its model. */
export function answerReply({ result, deduplicated, reads = 'either' }: AnsweredJob): CallToolResult {
  const { answer, nextOffset } = result;
  return {
    content: [
      { type: 'text', text: reads === 'structure' ? IN_STRUCTURE : answer },
      ...(reads === 'text' || reads === 'either' ? [{ type: 'text' as const, text: footer(result) }] : []),
      ...(nextOffset === undefined ? [] : [outputLink(result)]),
    ],
    structuredContent: {
      status: 'completed',
      ...requestFacts(result),
      ...(deduplicated && {
        deduplicated: true,
        deduplicatedFrom: deduplicated.from,
        deduplicatedAgeMs: deduplicated.ageMs,
      }),
      ...(result.structured !== undefined && { structured: result.structured }),
      ...(reads !== 'both' && { answer }),
      ...(nextOffset !== undefined && { nextOffset, answerBytes: result.answerBytes }),
    },
  };
}

function requestFacts(result: JobResult): Record<string, unknown> {
  const { usage } = result;
  return {
    provider: result.provider,
    cli: result.provider,
    ...(result.model !== undefined && { model: result.model }),
    correlationId: result.correlationId,
    ...(result.sessionId !== undefined && { sessionId: result.sessionId }),
    jobId: result.id,
    durationMs: result.durationMs,
    ...usage,
    exitCode: result.exitCode,
    retryCount: result.attempts - 1,
    warnings: result.warnings,
    ...(result.approval && { approval: describeApproval(result.approval) }),
  };
}

/** For models that see nothing but text. */
function footer({ id, sessionId, durationMs, answerBytes, nextOffset, warnings }: JobResult): string {
  const facts = [
    ...(sessionId === undefined ? [] : [`session ${sessionId}`]),
    `job ${id}`,
    formatDuration(durationMs),
    ...warnings.map(({ message }) => `warning: ${message}`),
  ];
  const more =
    nextOffset === undefined
      ? ''
      : ` This is the first page of ${answerBytes} bytes; read on with llm_job_result {"jobId":"${id}","offset":${nextOffset}}.`;
  return `[${facts.join(' · ')}]${more}`;
}

function outputLink({ id }: JobResult): NonNullable<CallToolResult['content']>[number] {
  return {
    type: 'resource_link',
    uri: `job://${id}/output`,
    name: 'The whole answer',
    mimeType: 'text/plain',
  };
}
