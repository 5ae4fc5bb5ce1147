import type { Gateway, LogEntry } from '@llm-gateway/core';
import { describeJob } from '../../replies/describe-job.js';
import type { Terminal } from '../terminal.js';
import { whenInterrupted } from '../when-interrupted.js';
import { entryBlock, entryLine } from './entry-text.js';

export interface ShowLogsOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  /** 0: all. */
  readonly limit?: number;
  readonly query?: string;
  readonly provider?: string;
  readonly session?: string;
  readonly errors?: boolean;
  readonly usage?: boolean;
  readonly short?: boolean;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** `llm-gateway logs`: the record as a person reads it, the newest request last, where the eye is. */
export async function showLogs(options: ShowLogsOptions): Promise<number> {
  const { gateway, terminal, query, provider, session, errors, follow, json } = options;
  const filter = {
    ...(query !== undefined && { search: query }),
    ...(provider !== undefined && { provider }),
    ...(session !== undefined && { session }),
    ...(errors !== undefined && { onlyErrors: errors }),
  };
  const { limit = follow ? undefined : options.short ? 20 : 3 } = options;
  const count = limit === 0 ? Number.MAX_SAFE_INTEGER : limit;
  const found = count === undefined ? [] : await gateway.recorder.entries({ ...filter, limit: count });
  const entries = found.toReversed();
  if (json && !follow) terminal.print(`${JSON.stringify(entries.map(describeJob), undefined, 2)}\n`);
  else for (const entry of entries) terminal.print(textOf(entry, options));
  if (follow) return followLogs(options, filter);
  if (entries.length === 0 && !json) terminal.say('Nothing in the record fits.');
  return 0;
}

async function followLogs(
  options: ShowLogsOptions,
  filter: Parameters<Gateway['recorder']['follow']>[0],
): Promise<number> {
  const { gateway, terminal } = options;
  const stop = new AbortController();
  const interruption = whenInterrupted(terminal, async () => stop.abort());
  try {
    for await (const entry of gateway.recorder.follow(filter, stop.signal)) terminal.print(textOf(entry, options));
    return interruption.exitCode() ?? 0;
  } finally {
    interruption.end();
  }
}

function textOf(entry: LogEntry, { json, short, usage = false, terminal }: ShowLogsOptions): string {
  if (json) return `${JSON.stringify(describeJob(entry))}\n`;
  return short ? entryLine(entry, { usage, terminal }) : entryBlock(entry, { usage, terminal });
}
