import type { Gateway } from '@llm-gateway/core';
import type { Terminal } from '../terminal.js';

export interface CleanJobsOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly json?: boolean;
}

/** `llm-gateway jobs clean` */
export async function cleanJobs({ gateway, terminal, json }: CleanJobsOptions): Promise<number> {
  const removed = await gateway.jobs.cleanUp();
  if (json) terminal.print(`${JSON.stringify({ removed })}\n`);
  else if (removed === 0) terminal.say('Nothing is old enough to go (LLM_GATEWAY_JOB_RETENTION_DAYS).');
  else
    terminal.say(
      `${removed} ${removed === 1 ? 'job' : 'jobs'} removed, with ${removed === 1 ? 'its' : 'their'} files.`,
    );
  return 0;
}
