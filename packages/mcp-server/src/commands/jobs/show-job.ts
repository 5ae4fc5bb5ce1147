import { stripVTControlCharacters } from 'node:util';
import type { Gateway, JobResult } from '@llm-gateway/core';
import { formatDuration } from '../../progress/progress-line.js';
import { describeJob } from '../../replies/describe-job.js';
import type { Terminal } from '../terminal.js';
import { needJob } from './need-job.js';
import { markStatus, STATUS_COLORS } from './mark-status.js';

export interface ShowJobOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly id: string | undefined;
  readonly json?: boolean;
  /** What the CLI itself printed, instead of the answer. */
  readonly raw?: 'stdout' | 'stderr';
  /** Bytes to skip. */
  readonly offset?: number;
  /** Show one page of at most so many characters. Default: all there is. */
  readonly maxChars?: number;
}

/** `llm-gateway jobs show` */
export async function showJob(options: ShowJobOptions): Promise<number> {
  const { gateway, terminal, json, raw, offset = 0, maxChars } = options;
  const { id } = await needJob(gateway, options.id);
  if (raw !== undefined) return showRaw({ ...options, raw }, id);
  const result = await gateway.jobs.result(id, { offset, maxChars: maxChars ?? Number.MAX_SAFE_INTEGER });
  if (json) {
    terminal.print(`${JSON.stringify(describeJob(result))}\n`);
    return 0;
  }
  for (const line of describeResult(result, terminal)) terminal.say(line);
  if (result.error) terminal.sayError(result.error);
  if (result.answer !== '') {
    terminal.say('');
    terminal.print(forTerminal(result.answer));
    if (!result.answer.endsWith('\n')) terminal.print('\n');
  }
  sayWhereItGoesOn(result.nextOffset, terminal);
  return 0;
}

async function showRaw(options: ShowJobOptions & { readonly raw: 'stdout' | 'stderr' }, id: string): Promise<number> {
  const { gateway, terminal, json, raw, offset = 0, maxChars } = options;
  const first = await gateway.jobs.output(id, raw, { offset, ...(maxChars !== undefined && { maxChars }) });
  if (json) {
    terminal.print(`${JSON.stringify({ jobId: id, stream: raw, offset, ...first })}\n`);
    return 0;
  }
  terminal.print(forTerminal(first.text));
  if (maxChars !== undefined) {
    sayWhereItGoesOn(first.nextOffset, terminal);
    return 0;
  }
  for (let next = first.nextOffset; next !== undefined;) {
    const page = await gateway.jobs.output(id, raw, { offset: next });
    terminal.print(forTerminal(page.text));
    next = page.nextOffset;
  }
  return 0;
}

export function describeResult(job: JobResult, { styleError }: Pick<Terminal, 'styleError'>): readonly string[] {
  const { id, provider, status, createdAt, durationMs, cwd, sessionId, stdoutBytes, stderrBytes, warnings } = job;
  const dim = (text: string): string => styleError('dim', text);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['asked', `${createdAt.slice(0, 19).replace('T', ' ')} UTC, ${durationOf(job, durationMs)}`],
    ['folder', cwd],
    ['model', usageOf(job)],
    ['session', sessionId],
    ['activity', job.progress],
    ['answer of', job.deduplicatedFrom],
    ['printed', printed(stdoutBytes, stderrBytes)],
  ];
  return [
    `${styleError(STATUS_COLORS[status], markStatus(status))}  ${styleError('bold', provider)}  ${id}`,
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${dim(name.padEnd(9))} ${value}`])),
    ...warnings.map(({ message }) => `  ${styleError('yellow', 'warning')}   ${message}`),
  ];
}

function durationOf({ status, attempts, exitCode }: JobResult, durationMs: number): string {
  const time = formatDuration(durationMs);
  const took = status === 'queued' ? `waits for ${time}` : status === 'running' ? `runs for ${time}` : `took ${time}`;
  return [
    took,
    ...(attempts > 1 ? [`${attempts} tries`] : []),
    ...(exitCode === null || exitCode === 0 ? [] : [`exit code ${exitCode}`]),
  ].join(', ');
}

function usageOf({ model, usage = {} }: JobResult): string | undefined {
  const { inputTokens, outputTokens, costUsd } = usage;
  const parts = [
    ...(model === undefined ? [] : [model]),
    ...(inputTokens === undefined ? [] : [`${inputTokens} tokens in`]),
    ...(outputTokens === undefined ? [] : [`${outputTokens} out`]),
    ...(costUsd === undefined ? [] : [`$${costUsd.toFixed(4)}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function printed(stdoutBytes: number, stderrBytes: number): string {
  const streams = [
    ...(stdoutBytes > 0 ? [`${formatBytes(stdoutBytes)} (--raw stdout)`] : []),
    ...(stderrBytes > 0 ? [`${formatBytes(stderrBytes)} (--raw stderr)`] : []),
  ];
  return streams.join(', ') || 'nothing';
}

function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} bytes`;
  const inKilobytes = bytes / 1_024;
  return inKilobytes < 1_024 ? `${inKilobytes.toFixed(1)} KiB` : `${(inKilobytes / 1_024).toFixed(1)} MiB`;
}

/** What an agent wrote must not move the cursor of whoever reads it. A program gets it as it is. */
function forTerminal(text: string): string {
  return process.stdout.isTTY ? stripVTControlCharacters(text) : text;
}

function sayWhereItGoesOn(nextOffset: number | undefined, { say, styleError }: Terminal): void {
  if (nextOffset !== undefined) say(styleError('dim', `It goes on with --offset ${nextOffset}`));
}
