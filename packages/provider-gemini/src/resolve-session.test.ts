import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { resolveSession } from './resolve-session.js';

const ID = '3f2b8c1e-0d4a-4c55-9a77-1f0e2d3c4b5a';
const CHATS = '/home/user/.gemini/tmp/project/chats';
const cwd = '/work/project';

const context = testContext({
  cwd,
  files: {
    '/home/user/.gemini/projects.json': '{"projects":{"/work/project":"project"}}',
    [`${CHATS}/session-2026-11-22T10-05-3f2b8c1e.jsonl`]: `{"sessionId":"${ID}","kind":"main"}\n`,
    [`${CHATS}/session-2026-11-22T10-00-3f2b8c1e.jsonl`]: `{"sessionId":"${ID}","kind":"main"}\n{"type":"user","content":[{"text":"hi"}]}\n`,
    '/work/project/.env': 'PORT=1',
  },
});

test('a new conversation takes the id that the CLI gives it', async () => {
  expect(await resolveSession({ kind: 'new', suggestedId: ID }, context)).toEqual({
    kind: 'new',
    detail: { folderVariables: ['PORT'] },
  });
});

test('resumes by id', async () => {
  expect(await resolveSession({ kind: 'resume', id: ID, cwd }, context)).toEqual({
    kind: 'resume',
    nativeId: ID,
    detail: { folderVariables: ['PORT'] },
  });
});

test.each(['latest', '3', ''])('refuses %j, which Gemini CLI would take for another conversation', async (id) => {
  expect((await resolveSession({ kind: 'resume', id, cwd }, context)).failure).toMatchObject({
    code: 'session_not_found',
  });
});

test('copies a conversation from its own file, not from a stub beside it', async () => {
  expect(await resolveSession({ kind: 'fork', id: ID, cwd }, context)).toEqual({
    kind: 'fork',
    detail: { folderVariables: ['PORT'], file: `${CHATS}/session-2026-11-22T10-00-3f2b8c1e.jsonl` },
  });
});

test('says which conversation it cannot copy', async () => {
  const id = '00000000-0000-4000-8000-000000000000';
  expect(await resolveSession({ kind: 'fork', id, cwd }, context)).toMatchInlineSnapshot(`
    {
      "failure": {
        "code": "session_not_found",
        "hint": "Leave the session id out to start a new conversation.",
        "message": "Gemini CLI has no conversation "00000000-0000-4000-8000-000000000000" in this folder.",
      },
      "kind": "fork",
    }
  `);
});
