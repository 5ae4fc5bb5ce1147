import type { NativeSession, ProviderContext } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { listSessions } from './list-sessions.js';

const projects = '/home/user/.claude/projects';
const ids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;

async function listed(context: ProviderContext): Promise<readonly NativeSession[]> {
  const sessions: NativeSession[] = [];
  for await (const session of listSessions(context)) sessions.push(session);
  return sessions;
}

/** A conversation as 2.1.330 records it, shortened to what a reader needs. */
function conversation(prompt: string, cwd = '/work/project'): string {
  return [
    { type: 'queue-operation', operation: 'enqueue', content: prompt },
    { type: 'user', isSidechain: false, message: { role: 'user', content: prompt }, cwd },
    { type: 'attachment', cwd },
    { type: 'assistant', message: { role: 'assistant', model: 'claude-opus-5-5', content: [] }, cwd },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');
}

test('the conversations of a folder, newest first', async () => {
  const files = {
    [`${projects}/-work-project/${ids[0]}.jsonl`]: conversation('Explain\n  this.'),
    [`${projects}/-work-project/${ids[1]}.jsonl`]: conversation('x'.repeat(100)),
    [`${projects}/-work-project/agent-a8f1076c.jsonl`]: conversation('what a subagent was told'),
    [`${projects}/-home-user-other/${ids[0]}.jsonl`]: conversation('elsewhere', '/home/user/other'),
  };
  expect(await listed(testContext({ files }))).toMatchInlineSnapshot(`
    [
      {
        "cwd": "/work/project",
        "id": "00000000-0000-4000-8000-000000000001",
        "model": "claude-opus-5-5",
        "title": "Explain this.",
        "updatedAt": "2026-01-01T00:00:00.000Z",
      },
      {
        "cwd": "/work/project",
        "id": "00000000-0000-4000-8000-000000000002",
        "model": "claude-opus-5-5",
        "title": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…",
        "updatedAt": "2025-12-31T23:59:00.000Z",
      },
    ]
  `);
});

test('a conversation of another folder with the same short name is not taken for one of this', async () => {
  const files = {
    [`${projects}/-work-project-a-b/${ids[0]}.jsonl`]: conversation('not this', '/work/project/a/b'),
    [`${projects}/-work-project-a-b/${ids[1]}.jsonl`]: conversation('this', '/work/project/a-b'),
  };
  const sessions = await listed(testContext({ cwd: '/work/project/a-b', files }));
  expect(sessions.map(({ title }) => title)).toEqual(['this']);
});

test('the name of a long path is cut, with a hash behind it', async () => {
  const cwd = `/work/${'a'.repeat(250)}`;
  const folder = `-work-${'a'.repeat(194)}-kpr7cr`;
  const files = {
    [`${projects}/${folder}/${ids[0]}.jsonl`]: conversation('deep', cwd),
    [`${projects}/-work/${ids[1]}.jsonl`]: conversation('shallow', '/work'),
  };
  expect((await listed(testContext({ cwd, files }))).map(({ id }) => id)).toEqual([ids[0]]);
});

test('CLAUDE_CONFIG_DIR moves the conversations', async () => {
  const files = { [`/data/claude/projects/-work-project/${ids[0]}.jsonl`]: conversation('moved') };
  const context = testContext({ env: { CLAUDE_CONFIG_DIR: '/data/claude' }, files });
  expect((await listed(context)).map(({ title }) => title)).toEqual(['moved']);
});

test('a slash command makes no title, and an error no model', async () => {
  const rows = [
    { type: 'user', isMeta: true, message: { content: 'Caveat: …' }, cwd: '/work/project' },
    { type: 'user', message: { content: '<command-name>/usage</command-name>' }, cwd: '/work/project' },
    { type: 'assistant', message: { model: '<synthetic>' } },
  ];
  const files = { [`${projects}/-work-project/${ids[0]}.jsonl`]: rows.map((row) => JSON.stringify(row)).join('\n') };
  expect(await listed(testContext({ files }))).toEqual([
    { id: ids[0], cwd: '/work/project', updatedAt: '2026-01-01T00:00:00.000Z' },
  ]);
});

test('only the newest fifty are opened, each only when it is asked for', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `${projects}/-work-project/00000000-0000-4000-8000-${String(index).padStart(12, '0')}.jsonl`,
      conversation(`number ${index}`),
    ]),
  );
  const context = testContext({ files });
  expect(await listed(context)).toHaveLength(50);

  const opened: string[] = [];
  const watched = { ...context, readTextFile: async (path: string) => (opened.push(path), files[path]) };
  for await (const { title } of listSessions(watched)) {
    expect(title).toBe('number 0');
    break;
  }
  expect(opened).toHaveLength(1);
});
