import type { NativeSession } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { listSessions } from './list-sessions.js';

const CHATS = '/home/user/.gemini/tmp/project/chats';
const registry = '{"projects":{"/work/project":"project","/home/user/other":"other"}}';

async function listed(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly NativeSession[]> {
  const sessions: NativeSession[] = [];
  for await (const session of listSessions(testContext({ cwd: '/work/project', env, files }))) sessions.push(session);
  return sessions;
}

test('lists the conversations of the folder, newest first, by their first words', async () => {
  const sessions = await listed({
    '/home/user/.gemini/projects.json': registry,
    [`${CHATS}/session-2026-11-22T10-07-aaaaaaaa.jsonl`]: [
      '{"sessionId":"aaaaaaaa-1","kind":"main"}',
      '{"$set":{"messages":[{"type":"user","content":[{"text":"<session_context>…"}]}]}}',
      '{"type":"user","content":[{"text":"<session_context>…"}]}',
      '{"type":"user","content":[{"text":"fix  the\\nbug"}]}',
      '{"type":"gemini","content":"Done.","model":"gemini-3.8-flash"}',
      '{"$set":{"lastUpdated":"2026-11-22T10:07:00.000Z"}}',
      '{"half":',
    ].join('\n'),
    [`${CHATS}/session-2026-11-22T10-06-aaaaaaaa.jsonl`]: '{"sessionId":"aaaaaaaa-1","kind":"main"}\n',
    [`${CHATS}/session-2026-11-22T10-05-bbbbbbbb.jsonl`]: [
      '{"sessionId":"bbbbbbbb-2","kind":"main"}',
      '{"type":"user","content":"hello"}',
      '{"$set":{"summary":"Greets the agent"}}',
    ].join('\n'),
    [`${CHATS}/session-2026-11-22T10-04-cccccccc.jsonl`]:
      '{"sessionId":"cccccccc-3","kind":"subagent"}\n{"type":"user","content":"x"}',
    [`${CHATS}/session-2026-11-22T10-03-dddddddd.jsonl`]: 'not JSON',
    '/home/user/.gemini/tmp/other/chats/session-2026-11-22T10-02-eeeeeeee.jsonl':
      '{"sessionId":"eeeeeeee-4"}\n{"type":"user","content":"elsewhere"}',
  });
  expect(sessions).toMatchInlineSnapshot(`
    [
      {
        "cwd": "/work/project",
        "id": "aaaaaaaa-1",
        "model": "gemini-3.8-flash",
        "title": "fix the bug",
        "updatedAt": "2025-12-31T23:59:00.000Z",
      },
      {
        "cwd": "/work/project",
        "id": "bbbbbbbb-2",
        "title": "Greets the agent",
        "updatedAt": "2025-12-31T23:57:00.000Z",
      },
    ]
  `);
});

test('lists nothing where Gemini CLI was never used', async () => {
  expect(await listed({})).toEqual([]);
  expect(await listed({ '/home/user/.gemini/projects.json': '{"projects":{"/work/project":"../../etc"}}' })).toEqual(
    [],
  );
});

test('follows GEMINI_CLI_HOME', async () => {
  const files = {
    '/elsewhere/.gemini/projects.json': registry,
    '/elsewhere/.gemini/tmp/project/chats/session-2026-11-22T10-00-ffffffff.jsonl':
      '{"sessionId":"ffffffff-5"}\n{"type":"user","content":"hi"}',
  };
  expect(await listed(files, { GEMINI_CLI_HOME: '/elsewhere' })).toMatchObject([{ id: 'ffffffff-5', title: 'hi' }]);
});
