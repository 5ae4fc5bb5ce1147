import type { Gateway, Job } from '@llm-gateway/core';
import { formatDuration } from '../progress/progress-line.js';
import { describeJob } from '../replies/describe-job.js';
import { jobNotFound } from '../tools/manage.js';
import type { Terminal } from './terminal.js';

interface JobsOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly json?: boolean;
}

/** `llm-gateway jobs` */
export async function listJobs({
  gateway,
  terminal,
  json,
  limit,
}: JobsOptions & { readonly limit: number }): Promise<number> {
  const jobs = await gateway.jobs.list({ limit });
  if (json) terminal.print(`${JSON.stringify({ jobs: jobs.map(describeJob) })}\n`);
  else terminal.print(jobs.length === 0 ? 'No jobs yet.\n' : jobs.map((job) => jobLine(job, terminal)).join(''));
  return 0;
}

/** `llm-gateway jobs show` */
export async function showJob({ gateway, terminal, json, id }: JobsOptions & { readonly id: string }): Promise<number> {
  if ((await gateway.jobs.get(id)) === undefined) throw jobNotFound(id);
  const result = await gateway.jobs.result(id, { maxChars: Number.MAX_SAFE_INTEGER });
  if (json) {
    terminal.print(`${JSON.stringify(describeJob(result))}\n`);
    return 0;
  }
  terminal.say(jobLine(result, terminal).trimEnd());
  if (result.error) terminal.sayError(result.error);
  if (result.answer !== '') terminal.print(`${result.answer}\n`);
  return 0;
}

/** `llm-gateway jobs cancel` */
export async function cancelJob({ gateway, terminal, id }: JobsOptions & { readonly id: string }): Promise<number> {
  if ((await gateway.jobs.get(id)) === undefined) throw jobNotFound(id);
  terminal.say((await gateway.jobs.cancel(id)) ? 'Stopped.' : 'It had already ended.');
  return 0;
}

const COLORS = {
  queued: 'cyan',
  running: 'cyan',
  completed: 'green',
  failed: 'red',
  canceled: 'yellow',
  orphaned: 'yellow',
} as const;

function jobLine(job: Job, { style }: Pick<Terminal, 'style'>): string {
  const { id, provider, status, createdAt, durationMs, error, progress } = job;
  const remark = error?.category ?? progress ?? '';
  return [
    style('dim', createdAt.slice(0, 19).replace('T', ' ')),
    id,
    style(COLORS[status], status.padEnd(9)),
    provider.padEnd(8),
    formatDuration(durationMs).padStart(7),
    remark,
  ]
    .join('  ')
    .trimEnd()
    .concat('\n');
}
