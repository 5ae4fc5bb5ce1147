import { GatewayError, type Gateway, type Session, type SessionOnDisk } from '@llm-gateway/core';
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

/** A session of the record, or of a CLI's own disk. Throws `session_not_found` with the way out. */
export async function needSession(
  { sessions }: Pick<Gateway, 'sessions'>,
  id: string,
): Promise<Session | SessionOnDisk> {
  const session = (await sessions.get(id)) ?? (await sessions.onDisk({ id }))[0];
  if (session !== undefined) return session;
  throw new GatewayError('session_not_found', `There is no conversation "${id}".`, {
    hint: 'List them with session_list or `llm-gateway sessions`, or leave the session id out to start a new one.',
  });
}

export function jobNotFound(jobId: string): GatewayError {
  return new GatewayError('job_not_found', `Job not found: "${jobId}".`, {
    hint: 'Take the jobId from the reply that started it, or list the jobs with `llm-gateway jobs`.',
  });
}
