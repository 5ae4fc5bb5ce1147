import path from 'node:path';
import type { Gateway, Session, SessionOnDisk } from '@llm-gateway/core';
import { listSessions } from '../../replies/describe-session.js';
import { howLongAgo } from '../jobs/list-jobs.js';
import { renderTable, type Column } from '../jobs/table.js';
import type { Terminal } from '../terminal.js';

export interface ListSessionsOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly limit: number;
  readonly provider?: string;
  readonly native?: boolean;
  readonly json?: boolean;
}

/** `llm-gateway sessions` */
export async function listSessionsForPerson(options: ListSessionsOptions): Promise<number> {
  const { gateway, terminal, json, native, ...filter } = options;
  if (json) {
    terminal.print(`${JSON.stringify(await listSessions(gateway, { ...filter, native: native ?? false }))}\n`);
    return 0;
  }
  const recorded = await gateway.sessions.list(filter);
  const rows = native ? [...recorded, ...(await gateway.sessions.onDisk(filter))] : recorded;
  if (rows.length === 0) terminal.say('No conversations yet.');
  else terminal.print(sessionTable(rows, terminal));
  return 0;
}

type Row = Session | SessionOnDisk;

function sessionTable(rows: readonly Row[], { style }: Pick<Terminal, 'style'>): string {
  const now = Date.now();
  const columns: readonly Column<Row>[] = [
    { title: '', cell: (row) => (isActive(row) ? '*' : ''), style: (text) => style('green', text) },
    { title: 'CONVERSATION', cell: ({ id }) => id },
    { title: 'AGENT', cell: ({ provider }) => provider },
    {
      title: 'USED',
      cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? '' : howLongAgo(lastUsedAt, now)),
      align: 'right',
    },
    { title: 'TURNS', cell: (row) => ('turns' in row ? String(row.turns) : ''), align: 'right' },
    { title: 'FOLDER', cell: ({ cwd }) => (cwd === undefined ? '' : path.basename(cwd)) },
    { title: '', cell: (row) => ('native' in row ? (row.title ?? '') : (row.description ?? '')) },
  ];
  return renderTable(columns, rows, { width: process.stdout.columns, styleTitle: (text) => style('dim', text) });
}

function isActive(row: Row): boolean {
  return 'isActive' in row && row.isActive;
}
