import type { NativeSession, ProviderContext } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { listSessions } from './list-sessions.js';

const root = '/home/user/.grok/sessions';

async function listed(context: ProviderContext): Promise<readonly NativeSession[]> {
  const sessions: NativeSession[] = [];
  for await (const session of listSessions(context)) sessions.push(session);
  return sessions;
}

/** `summary.json` as 1.0.41 writes it, shortened. */
function summary(id: string, facts: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    info: { id, cwd: '/work/project' },
    created_at: '2026-11-22T21:59:42.861529642Z',
    updated_at: '2026-11-22T22:26:44.096499142Z',
    current_model_id: 'grok-4.6',
    session_kind: 'headless',
    generated_title: 'Fix the parser',
    ...facts,
  });
}

test('the conversations of all folders, newest first', async () => {
  const files = {
    [`${root}/%2Fwork%2Fproject/id-1/summary.json`]: summary('id-1'),
    [`${root}/ddddd-fc1fcaa3f47a3577/id-2/summary.json`]: summary('id-2', {
      info: { id: 'id-2', cwd: '/a/very/long/path' },
      generated_title: null,
    }),
    [`${root}/%2Fwork%2Fproject/prompt_history.jsonl`]: '',
    [`${root}/session_search.sqlite`]: '',
  };
  expect(await listed(testContext({ files }))).toMatchInlineSnapshot(`
    [
      {
        "cwd": "/work/project",
        "id": "id-1",
        "model": "grok-4.6",
        "title": "Fix the parser",
        "updatedAt": "2026-11-22T22:26:44.096Z",
      },
      {
        "cwd": "/a/very/long/path",
        "id": "id-2",
        "model": "grok-4.6",
        "updatedAt": "2026-11-22T22:26:44.096Z",
      },
    ]
  `);
});

test('leaves out sub-agents, and what cannot be read', async () => {
  const files = {
    [`${root}/a/id-1/summary.json`]: summary('id-1', { session_kind: 'subagent' }),
    [`${root}/a/id-2/summary.json`]: summary('id-2').slice(0, 40),
    [`${root}/a/id-3/updates.jsonl`]: '',
    [`${root}/a/id-4/summary.json`]: summary('id-4', { updated_at: 'yesterday' }),
  };
  const sessions = await listed(testContext({ files }));
  expect(sessions.map(({ id, updatedAt }) => [id, updatedAt])).toEqual([['id-4', undefined]]);
});

test('reads no more than the newest fifty', async () => {
  const ids = Array.from({ length: 80 }, (_, index) => `id-${index}`);
  const files = Object.fromEntries(ids.map((id) => [`${root}/a/${id}/summary.json`, summary(id)]));
  expect((await listed(testContext({ files }))).map(({ id }) => id)).toEqual(ids.slice(0, 50));
});
