import { fileURLToPath } from 'node:url';
import type { Gateway } from '@llm-gateway/core';
import type { Command } from 'commander';
import { readCount } from '../read-count.js';
import type { Terminal } from '../terminal.js';
import { logsStatus } from './logs-status.js';
import { showLogs, type ShowLogsOptions } from './show-logs.js';

export interface LogsParts {
  readonly terminal: Terminal;
  /** The server's `package.json`, beside which the description of the database lies. */
  readonly manifest: URL;
  readonly withGateway: (run: (gateway: Gateway) => Promise<number>) => Promise<void>;
}

type Typed<Options> = Omit<Options, 'gateway' | 'terminal'>;

/** The record from a terminal. Parsing alone; each command is a file. */
export function addLogsCommands(logs: Command, { terminal, manifest, withGateway }: LogsParts): void {
  logs
    .command('list', { isDefault: true })
    .description('show the last requests with their answers, the newest at the end')
    .option('-n, --limit <count>', 'how many; 0: all (default: 3, with --short 20)', readCount)
    .option('-q, --query <words>', 'only those with these words; "a phrase" and a beginn* are understood')
    .option('-a, --provider <id>', 'only those of one agent')
    .option('--session <id>', 'only those of one conversation')
    .option('-e, --errors', 'only those that gave no answer')
    .option('-u, --usage', 'with tokens and cost')
    .option('-s, --short', 'one line each')
    .option('-f, --follow', 'show requests as they end, of every gateway, until Ctrl-C')
    .option('--json', 'print JSON instead of the text; with --follow one object a line')
    .action((options: Typed<ShowLogsOptions>) => withGateway((gateway) => showLogs({ gateway, terminal, ...options })));
  logs
    .command('path')
    .description('print where the database lies, for `datasette "$(llm-gateway logs path)"`')
    .option('--metadata', 'print where its description for Datasette lies instead')
    .action(({ metadata }: { metadata?: boolean }) =>
      withGateway(async ({ databasePath }) => {
        const place = metadata ? fileURLToPath(new URL('metadata.yaml', manifest)) : databasePath;
        if (place === undefined) terminal.sayError(RECORDING_IS_OFF);
        else terminal.print(`${place}\n`);
        return place === undefined ? 1 : 0;
      }),
    );
  logs
    .command('status')
    .description('show what is recorded, where, and for how long')
    .option('--json', 'print one JSON object instead of the text')
    .action((options: { json?: boolean }) => withGateway((gateway) => logsStatus({ gateway, terminal, ...options })));
}

const RECORDING_IS_OFF = { message: 'Recording is off.', hint: 'Unset LLM_GATEWAY_LOGS_DB.' };
