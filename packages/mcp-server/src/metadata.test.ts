import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from './testing/run-command.js';
import { createSandbox, type Sandbox } from './testing/sandbox.js';

const metadata = readFileSync(new URL('../metadata.yaml', import.meta.url), 'utf8');

let sandbox: Sandbox;
let database: DatabaseSync;
beforeAll(async () => {
  sandbox = createSandbox();
  await runCommand(sandbox, ['logs', 'status']);
  database = new DatabaseSync(path.join(sandbox.home, 'logs.db'), { readOnly: true });
});
afterAll(() => {
  database.close();
  sandbox.remove();
});

/** What stands below a key at this depth, by the keys one level further in. The file uses no more of YAML than that. */
function below(text: string, key: string, indent: number): string {
  const found = new RegExp(String.raw`^ {${indent}}${key}:.*\n((?: {${indent + 2}}.*\n)*)`, 'm').exec(text);
  return found?.[1] ?? '';
}

function keysAt(text: string, indent: number): readonly string[] {
  return [...text.matchAll(new RegExp(String.raw`^ {${indent}}(\w+):`, 'gm'))].map(([, key]) => key!);
}

const tables = below(metadata, 'tables', 4);

test('every table and view of the database is described, and no other', () => {
  const rows = database
    .prepare("select name from sqlite_master where type in ('table', 'view') and name not like '%\\_fts%' escape '\\'")
    .all();
  expect(keysAt(tables, 6).toSorted()).toEqual(rows.map(({ name }) => String(name)).toSorted());
});

test.each(['requests', 'sessions', 'approvals', 'usage_by_day'])(
  'every column of %s is described, and no other',
  (table) => {
    const described = keysAt(below(below(tables, table, 6), 'columns', 8), 10);
    const columns = database.prepare(`select name from pragma_table_xinfo('${table}')`).all();
    expect(described.toSorted()).toEqual(columns.map(({ name }) => String(name)).toSorted());
  },
);

test('every query that comes with it runs', () => {
  const queries = below(metadata, 'queries', 4);
  const texts = keysAt(queries, 6).map((name) => below(below(queries, name, 6), 'sql', 8).replaceAll(/\s+/g, ' '));
  expect(texts).toHaveLength(2);
  for (const text of texts) expect(database.prepare(text).all()).toEqual([]);
});
