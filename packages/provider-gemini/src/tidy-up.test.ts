import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { tidyUp } from './tidy-up.js';

const ID = '3f2b8c1e-0d4a-4c55-9a77-1f0e2d3c4b5a';
const CHATS = '/home/user/.gemini/tmp/project/chats';
const conversation = `{"sessionId":"${ID}","kind":"main"}\n{"type":"user","content":"hi"}\n`;
const stub = `{"sessionId":"${ID}","kind":"main"}\n{"$set":{"messages":[{"type":"user","content":"<session_context>"}]}}\n`;
const run = { cwd: '/work/project', sessionId: ID, resumed: true, exitCode: 0 };

function contextWith(chats: Readonly<Record<string, string>>): ReturnType<typeof testContext> {
  const files = Object.entries(chats).map(([name, text]) => [`${CHATS}/${name}`, text] as const);
  return testContext({
    files: {
      '/home/user/.gemini/projects.json': '{"projects":{"/work/project":"project"}}',
      ...Object.fromEntries(files),
    },
  });
}

test('removes the stub for which Gemini CLI would delete the conversation', async () => {
  const context = contextWith({
    'session-2026-11-22T10-05-3f2b8c1e.jsonl': stub,
    'session-2026-11-22T10-00-3f2b8c1e.jsonl': conversation,
    'session-2026-11-22T09-00-3f2b8c1e.jsonl': stub.replace(ID, '3f2b8c1e-another'),
    'session-2026-11-22T08-00-99999999.jsonl': stub,
  });
  expect(await tidyUp(run, context)).toEqual({
    removeFiles: [`${CHATS}/session-2026-11-22T10-05-3f2b8c1e.jsonl`],
  });
});

test('removes nothing when no file holds the conversation', async () => {
  expect(await tidyUp(run, contextWith({ 'session-2026-11-22T10-05-3f2b8c1e.jsonl': stub }))).toEqual({
    removeFiles: [],
  });
});

test('never takes a file for a stub that it could not read whole', async () => {
  const large = `${stub}{"$set":{"x":"${'x'.repeat(300_000)}"}}\n`;
  const context = contextWith({
    'session-2026-11-22T10-05-3f2b8c1e.jsonl': large,
    'session-2026-11-22T10-00-3f2b8c1e.jsonl': conversation,
  });
  expect(await tidyUp(run, context)).toEqual({ removeFiles: [] });
});

test('has nothing to do for a run without a session', async () => {
  expect(await tidyUp({ cwd: '/work/project', resumed: false, exitCode: 1 }, contextWith({}))).toEqual({
    removeFiles: [],
  });
});
