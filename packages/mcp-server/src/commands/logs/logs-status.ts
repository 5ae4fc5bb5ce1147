import type { Gateway, RecordStatus } from '@llm-gateway/core';
import type { Terminal } from '../terminal.js';

export interface LogsStatusOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly json?: boolean;
}

/** `llm-gateway logs status` */
export async function logsStatus({ gateway, terminal, json }: LogsStatusOptions): Promise<number> {
  const status = await gateway.recorder.status();
  if (json) terminal.print(`${JSON.stringify(status)}\n`);
  else
    terminal.print(
      lines(status)
        .map(([name, value]) => `${terminal.style('dim', name.padEnd(9))} ${value}\n`)
        .join(''),
    );
  return status.state === 'broken' ? 1 : 0;
}

function lines(status: RecordStatus): readonly (readonly [string, string])[] {
  const { state, path, message, requests, sessions, oldest, newest, bytes, text, retentionMs } = status;
  if (state === 'off') return [['recording', 'off (LLM_GATEWAY_LOGS_DB)']];
  return [
    ['recording', state === 'ok' ? 'on' : 'broken'],
    ...(message === undefined ? [] : [['problem', message] as const]),
    ['database', path ?? ''],
    ['size', `${(bytes / 1_048_576).toFixed(1)} MiB`],
    ['requests', requests === 0 ? 'none yet' : `${requests}, ${day(oldest)} to ${day(newest)}`],
    ['sessions', String(sessions)],
    ['text', text === 'none' ? 'hashes only (LLM_GATEWAY_LOG_PROMPTS)' : 'prompts and answers, without secrets'],
    ['kept for', `${Math.round(retentionMs / 86_400_000)} days (LLM_GATEWAY_JOB_RETENTION_DAYS)`],
  ];
}

function day(time = ''): string {
  return time.slice(0, 10);
}
