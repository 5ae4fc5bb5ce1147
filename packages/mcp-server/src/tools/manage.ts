import { GatewayError } from '@llm-gateway/core';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { asGatewayError, refusalReply } from '../replies/failure-reply.js';

/** Runs a management tool. What it throws becomes a reply that says what to do. */
export async function manage(run: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await run();
  } catch (error) {
    return refusalReply(error);
  }
}

/** As `manage`, for a tool about one job: whoever misses it, the words are the same. */
export function manageJob(jobId: string, run: () => Promise<CallToolResult>): Promise<CallToolResult> {
  return manage(async () => {
    try {
      return await run();
    } catch (error) {
      throw asGatewayError(error).code === 'job_not_found' ? jobNotFound(jobId) : error;
    }
  });
}

export function jobNotFound(jobId: string): GatewayError {
  return new GatewayError('job_not_found', `Job not found: "${jobId}".`, {
    hint: 'Take the jobId from the reply that started it, or list the jobs with `llm-gateway jobs`.',
  });
}
