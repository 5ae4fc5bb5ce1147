import type { Job } from '@llm-gateway/core';

/** A job as tools and `--json` show it. `cli` is the name that the reference product gave the provider. */
export function describeJob(job: Job): Record<string, unknown> {
  return { ...job, cli: job.provider };
}
