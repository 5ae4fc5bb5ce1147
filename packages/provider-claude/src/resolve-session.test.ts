import { expect, test } from 'vitest';
import { resolveSession } from './resolve-session.js';

const id = '57f210e0-0ad3-41cb-8884-c3a83c5a71c1';
const cwd = '/work/project';

test('a new conversation gets its id from Claude Code', () => {
  expect(resolveSession({ kind: 'new', suggestedId: id })).toEqual({ kind: 'new' });
});

test('a conversation is continued and forked by its id', () => {
  expect(resolveSession({ kind: 'resume', id, cwd })).toEqual({ kind: 'resume', nativeId: id });
  expect(resolveSession({ kind: 'fork', id, cwd })).toEqual({ kind: 'fork', nativeId: id });
});

test('a title is no id', () => {
  expect(resolveSession({ kind: 'resume', id: 'my conversation', cwd })).toMatchInlineSnapshot(`
    {
      "failure": {
        "code": "session_not_found",
        "hint": "Leave the session id out to start a new conversation.",
        "message": "Claude Code has no conversation with this id.",
      },
      "kind": "resume",
    }
  `);
});
