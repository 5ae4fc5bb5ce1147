import type { Gateway } from '@llm-gateway/core';
import type { Command } from 'commander';
import { readCount } from '../read-count.js';
import type { Terminal } from '../terminal.js';
import { listSessionsForPerson } from './list-sessions.js';
import { deleteSession, showSession, useSession } from './one-session.js';

export interface SessionsParts {
  readonly terminal: Terminal;
  readonly withGateway: (run: (gateway: Gateway) => Promise<number>) => Promise<void>;
}

interface ListWords {
  readonly limit: number;
  readonly provider?: string;
  readonly native?: boolean;
  readonly json?: boolean;
}

/** What can be done with conversations from a terminal. Parsing alone; each command is a function elsewhere. */
export function addSessionsCommands(sessions: Command, { terminal, withGateway }: SessionsParts): void {
  sessions
    .command('list', { isDefault: true })
    .description('list conversations that can be continued, newest first')
    .option('-n, --limit <count>', 'how many', readCount, 20)
    .option('-a, --provider <id>', 'only those of one agent')
    .option('--native', "also those on the agents' own disks")
    .option('--json', JSON_HELP)
    .action((options: ListWords) => withGateway((gateway) => listSessionsForPerson({ gateway, terminal, ...options })));
  sessions
    .command('show <id>')
    .description('show one conversation')
    .option('--json', JSON_HELP)
    .action((id: string, options: { json?: boolean }) =>
      withGateway((gateway) => showSession({ gateway, terminal, id, ...options })),
    );
  sessions
    .command('use <provider> [id]')
    .description('choose what "continue the latest" means for an agent; without an id, the last of each folder again')
    .option('--json', JSON_HELP)
    .action((provider: string, id: string | undefined, options: { json?: boolean }) =>
      withGateway((gateway) => useSession({ gateway, terminal, provider, id, ...options })),
    );
  sessions
    .command('delete <id>')
    .description("forget a conversation; the agent's own files stay")
    .option('--json', JSON_HELP)
    .action((id: string, options: { json?: boolean }) =>
      withGateway((gateway) => deleteSession({ gateway, terminal, id, ...options })),
    );
}

const JSON_HELP = 'print one JSON object instead of the text';
