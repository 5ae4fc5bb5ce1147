import type { Gateway } from '@llm-gateway/core';
import type { Terminal } from '../terminal.js';
import { needJob } from './need-job.js';

export interface CancelJobOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly id: string;
  readonly json?: boolean;
}

/** `llm-gateway jobs cancel` */
export async function cancelJob({ gateway, terminal, id, json }: CancelJobOptions): Promise<number> {
  await needJob(gateway, id);
  const wasUnderWay = await gateway.jobs.cancel(id);
  if (json) terminal.print(`${JSON.stringify({ jobId: id, canceled: wasUnderWay })}\n`);
  else terminal.say(wasUnderWay ? 'Stopped, with everything it had started.' : 'It had already ended.');
  return 0;
}
