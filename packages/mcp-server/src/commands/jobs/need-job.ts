import { GatewayError, type Gateway, type Job } from '@llm-gateway/core';
import { jobNotFound } from '../../tools/manage.js';

/** The job with this id; without one, the newest. */
export async function needJob(gateway: Gateway, id: string | undefined): Promise<Job> {
  if (id !== undefined) {
    const job = await gateway.jobs.get(id);
    if (job === undefined) throw jobNotFound(id);
    return job;
  }
  const [newest] = await gateway.jobs.list({ limit: 1 });
  if (newest !== undefined) return newest;
  throw new GatewayError('job_not_found', 'There are no jobs yet.', { hint: 'llm-gateway ask <provider> "…"' });
}
