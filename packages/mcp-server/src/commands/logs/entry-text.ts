import { stripVTControlCharacters } from 'node:util';
import type { LogEntry } from '@llm-gateway/core';
import { formatDuration } from '../../progress/progress-line.js';
import type { Terminal } from '../terminal.js';
import { STATUS_COLORS } from '../jobs/mark-status.js';
import { formatCost, formatCount } from '../usage/format-numbers.js';

interface Look {
  readonly usage: boolean;
  readonly terminal: Pick<Terminal, 'style'>;
}

/** A request with its answer. Markdown, so that it reads well as a file, too. */
export function entryBlock(entry: LogEntry, { usage, terminal: { style } }: Look): string {
  const { id, provider, model, status, sessionId, cwd, client, prompt, response, error } = entry;
  const facts = [
    `job ${id}`,
    ...(sessionId === undefined ? [] : [`session ${sessionId}`]),
    ...(client === undefined ? [] : [`asked by ${client}`]),
    ...(cwd === '' ? [] : [`in ${cwd}`]),
  ];
  const head = [when(entry), provider, ...(model === undefined ? [] : [model]), outcome(entry)].join(' · ');
  return [
    style('bold', style(STATUS_COLORS[status], `# ${head}`)),
    style('dim', facts.join(' · ')),
    '',
    ...(prompt === undefined ? [] : [style('cyan', quoted(plain(prompt))), '']),
    ...(response === undefined || response === '' ? [] : [plain(response).trimEnd(), '']),
    ...(error === undefined
      ? []
      : [`${style('red', error.category)} ${plain(error.message)} ${style('dim', error.hint ?? '')}`.trimEnd(), '']),
    ...(usage ? [style('dim', usageOf(entry)), ''] : []),
    '',
  ].join('\n');
}

/** A request in one line. */
export function entryLine(entry: LogEntry, { usage, terminal: { style } }: Look): string {
  const { provider, status, prompt = '', error, sessionId } = entry;
  return [
    style('dim', when(entry)),
    style(STATUS_COLORS[status], (error?.category ?? status).padEnd(13)),
    provider.padEnd(8),
    formatDuration(entry.durationMs).padStart(7),
    ...(usage ? [usageOf(entry).padEnd(28)] : []),
    style('dim', sessionId === undefined ? '-'.padEnd(8) : sessionId.slice(0, 8)),
    oneLine(prompt),
  ]
    .join('  ')
    .trimEnd()
    .concat('\n');
}

const PROMPT_CHARS = 60;

function when({ createdAt }: LogEntry): string {
  return createdAt.slice(0, 19).replace('T', ' ');
}

function outcome({ status, durationMs, deduplicatedFrom }: LogEntry): string {
  if (deduplicatedFrom !== undefined) return `${status}, with the answer of ${deduplicatedFrom}`;
  if (status === 'queued' || status === 'running') return `${status} for ${formatDuration(durationMs)}`;
  return `${status} in ${formatDuration(durationMs)}`;
}

function usageOf({ usage = {} }: LogEntry): string {
  const { inputTokens, cachedInputTokens, outputTokens, costUsd } = usage;
  const cached =
    cachedInputTokens === undefined || cachedInputTokens === 0 ? '' : ` (${formatCount(cachedInputTokens)} cached)`;
  return (
    [
      ...(inputTokens === undefined ? [] : [`${formatCount(inputTokens)} tokens in${cached}`]),
      ...(outputTokens === undefined ? [] : [`${formatCount(outputTokens)} out`]),
      ...(costUsd === undefined ? [] : [formatCost(costUsd)]),
    ].join(' · ') || 'usage not told'
  );
}

/** What an agent wrote must not steer the terminal of whoever reads it. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[^\P{Cc}\n\t]/gu, '');
}

function quoted(text: string): string {
  return text.replaceAll(/^/gm, '> ');
}

function oneLine(text: string): string {
  const line = plain(text).replaceAll(/\s+/g, ' ').trim();
  return line.length <= PROMPT_CHARS ? line : `${line.slice(0, PROMPT_CHARS - 1)}…`;
}
