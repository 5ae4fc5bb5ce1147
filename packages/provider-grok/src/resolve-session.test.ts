import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { resolveSession } from './resolve-session.js';

const id = '01a20569-5c05-7511-a438-19e62f01b2ea';
const cwd = '/work/project';
const files = {
  [`/home/user/.grok/sessions/%2Fwork%2Fother/prompt_history.jsonl`]: '',
  [`/home/user/.grok/sessions/%2Fwork%2Fproject/${id}/summary.json`]: JSON.stringify({ info: { id, cwd } }),
};
const context = testContext({ files });

test('lets Grok choose the id of a new conversation', async () => {
  expect(await resolveSession({ kind: 'new', suggestedId: id }, context)).toEqual({
    kind: 'new',
    detail: { isTrustedByGrok: false },
  });
});

test('continues a conversation of the same folder', async () => {
  expect(await resolveSession({ kind: 'resume', id, cwd }, context)).toMatchObject({ kind: 'resume', nativeId: id });
  expect(await resolveSession({ kind: 'fork', id, cwd }, context)).toMatchObject({ kind: 'fork', nativeId: id });
});

test('leaves a conversation that is not on this disk to Grok', async () => {
  const other = '01a20569-0000-7000-8000-000000000000';
  expect(await resolveSession({ kind: 'resume', id: other, cwd }, context)).toMatchObject({ nativeId: other });
});

test('says where a conversation belongs instead of going on in a folder that nobody named', async () => {
  const { failure } = await resolveSession({ kind: 'resume', id, cwd: '/work/other' }, context);
  expect(failure).toMatchInlineSnapshot(`
    {
      "code": "invalid_request",
      "hint": "Ask with cwd "/work/project", or leave the session id out to start a new conversation.",
      "message": "The conversation "01a20569-5c05-7511-a438-19e62f01b2ea" belongs to the folder "/work/project", and Grok would go on there.",
    }
  `);
});

test.each([['latest'], ['Fix the parser'], ['']])('never takes %j for an id', async (title) => {
  const { failure } = await resolveSession({ kind: 'resume', id: title, cwd }, context);
  expect(failure?.code).toBe('session_not_found');
});

test('leaves the latest conversation to Grok when nobody knows which it is', async () => {
  expect(await resolveSession({ kind: 'latest', cwd }, context)).toMatchObject({ kind: 'latest' });
});

test('notes a folder that Grok itself was told to trust', async () => {
  const trusted = { '/home/user/.grok/trusted_folders.toml': '[folders."/work"]\ntrusted = true\ndecided_at = 1\n' };
  const plan = await resolveSession({ kind: 'new', suggestedId: id }, testContext({ files: trusted }));
  expect(plan.detail).toEqual({ isTrustedByGrok: true });
});
