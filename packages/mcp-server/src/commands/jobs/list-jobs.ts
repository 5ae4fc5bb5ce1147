import path from 'node:path';
import type { Gateway, Job, JobStatus } from '@llm-gateway/core';
import { formatDuration } from '../../progress/progress-line.js';
import { describeJob } from '../../replies/describe-job.js';
import type { Terminal } from '../terminal.js';
import { markStatus, STATUS_COLORS } from './mark-status.js';
import { renderTable, type Column } from './table.js';

export interface ListJobsOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly limit: number;
  readonly provider?: string;
  readonly status?: JobStatus;
  readonly json?: boolean;
}

/** `llm-gateway jobs` */
export async function listJobs({ gateway, terminal, json, ...filter }: ListJobsOptions): Promise<number> {
  const jobs = await gateway.jobs.list(filter);
  if (json) terminal.print(`${JSON.stringify({ jobs: jobs.map(describeJob) })}\n`);
  else if (jobs.length === 0) terminal.say(filter.provider || filter.status ? 'No such jobs.' : 'No jobs yet.');
  else terminal.print(jobTable(jobs, { style: terminal.style, now: Date.now(), width: process.stdout.columns }));
  return 0;
}

export interface JobTableOptions extends Pick<Terminal, 'style'> {
  readonly now: number;
  readonly width: number | undefined;
}

export function jobTable(jobs: readonly Job[], { style, now, width }: JobTableOptions): string {
  const columns: readonly Column<Job>[] = [
    { title: 'JOB', cell: ({ id }) => id },
    { title: 'AGENT', cell: ({ provider }) => provider },
    {
      title: 'STATUS',
      cell: ({ status }) => markStatus(status),
      style: (text, { status }) => style(STATUS_COLORS[status], text),
    },
    { title: 'ASKED', cell: ({ createdAt }) => howLongAgo(createdAt, now), align: 'right' },
    { title: 'TOOK', cell: ({ durationMs }) => formatDuration(durationMs), align: 'right' },
    { title: 'FOLDER', cell: ({ cwd }) => path.basename(cwd) },
    { title: '', cell: remark, style: (text) => style('dim', text) },
  ];
  return renderTable(columns, jobs, { width, styleTitle: (text) => style('dim', text) });
}

/** `now`, `5m ago`, `3h ago`, and the date when that says more. */
export function howLongAgo(time: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(time)) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes}m ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h ago`;
  return time.slice(0, 10);
}

function remark({ status, error, progress, queuePosition, deduplicatedFrom }: Job): string {
  if (error !== undefined) return error.category === status ? '' : error.category;
  if (queuePosition !== undefined) return `place ${queuePosition} in the queue`;
  if (progress !== undefined) return progress;
  return deduplicatedFrom === undefined ? '' : `answer of ${deduplicatedFrom}`;
}
