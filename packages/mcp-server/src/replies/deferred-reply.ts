import type { Job, Provider, StartedJob } from '@llm-gateway/core';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { outputSchema } from '../tools/output-schema.js';
import { describeApproval } from './describe-approval.js';
import { formatDuration } from '../progress/progress-line.js';

/** The structured part of an asynchronous tool's reply. `status` is deferred, planned or failed. */
export const STARTED_OUTPUT = outputSchema({ status: { type: 'string' }, jobId: { type: 'string' } }, ['status']);

export interface DeferredJob {
  readonly started: StartedJob;
  /** As it is now. Absent when the record has lost it. */
  readonly job: Job | undefined;
  readonly provider: Provider;
  /** How long the call waited; absent when it did not mean to. */
  readonly waitedMs?: number;
}

/** A request that goes on without its caller: how to look at it, collect it and stop it. */
export function deferredReply({ started, job, provider, waitedMs }: DeferredJob): CallToolResult {
  const { id, deduplicated } = started;
  const state = job?.status === 'queued' ? 'waits in the queue' : 'is still at work';
  const waited = waitedMs === undefined ? '' : ` after ${formatDuration(waitedMs)}`;
  return {
    content: [
      {
        type: 'text',
        text:
          `${provider.displayName} ${state}${waited}; nothing is lost and there is no need to ask again. ` +
          `Collect the answer with llm_job_result {"jobId":"${id}","waitMs":30000}, ` +
          `look with llm_job_status, stop with llm_job_cancel.`,
      },
    ],
    structuredContent: {
      status: 'deferred',
      success: true,
      jobId: id,
      pollWith: 'llm_job_status',
      fetchWith: 'llm_job_result',
      cancelWith: 'llm_job_cancel',
      provider: provider.id,
      cli: provider.id,
      ...(deduplicated && { deduplicated: true, deduplicatedFrom: deduplicated.from }),
      ...(job && { jobStatus: job.status, correlationId: job.correlationId }),
      ...(job?.sessionId !== undefined && { sessionId: job.sessionId }),
      warnings: job?.warnings ?? [],
      ...(job?.approval && { approval: describeApproval(job.approval) }),
    },
  };
}
