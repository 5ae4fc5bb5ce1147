import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { findThread, isThreadId } from './find-thread.js';

// Its first 48 bits say 2026-11-22 21:46 UTC.
const id = '01a20539-72d1-7b61-81b6-ead0a293d938';
const name = `rollout-2026-11-22T21-46-20-${id}.jsonl`;

async function search(path: string, env: Readonly<Record<string, string>> = {}, wanted = id): Promise<unknown> {
  const found = await findThread(wanted, testContext({ env, files: { [path]: '{}' } }));
  return found.state === 'found' ? found.rollout.path : found.state;
}

test.each(['21', '22', '23'])(
  'finds the file in the folder of the local day, here the %s of the month',
  async (day) => {
    const path = `/home/user/.codex/sessions/2026/11/${day}/${name}`;
    expect(await search(path)).toBe(path);
  },
);

test('looks in CODEX_HOME where that is set', async () => {
  const path = `/data/codex/sessions/2026/11/22/${name}`;
  expect(await search(path, { CODEX_HOME: '/data/codex' })).toBe(path);
});

test('finds a thread by an id in capitals', async () => {
  const path = `/home/user/.codex/sessions/2026/11/22/${name}`;
  expect(await search(path, {}, id.toUpperCase())).toBe(path);
});

test('tells an archived thread from a lost one', async () => {
  expect(await search(`/home/user/.codex/archived_sessions/${name}`)).toBe('archived');
  expect(await search('/home/user/.codex/sessions/2026/11/22/rollout-another.jsonl')).toBe('missing');
});

test('leaves an id that tells no time to Codex', async () => {
  expect(await search('/nowhere', {}, '3f2504e0-4f89-41d3-9a0c-0305e82c3301')).toBe('unsearched');
});

test('takes nothing but a UUID for an id', () => {
  expect(['latest', 'my-thread', '--last', '', `${id}x`].filter(isThreadId)).toEqual([]);
  expect(isThreadId(id)).toBe(true);
});
