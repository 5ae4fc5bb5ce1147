import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import createSampleProvider from '../../../../examples/provider-sample/src/index.js';
import { makeHome, openTestGateway } from '../../test-support/open-test-gateway.js';
import type { Gateway, Provider } from '../index.js';

/** Two folders to work in. */
function folders(home: string): readonly [string, string] {
  const [one, two] = [path.join(home, 'one'), path.join(home, 'two')] as const;
  for (const folder of [one, two]) mkdirSync(folder, { recursive: true });
  return [realpathSync(one), realpathSync(two)];
}

test('a session is made active unless told otherwise, with a generic description', async () => {
  const { gateway } = await openTestGateway();
  const kept = await gateway.sessions.create({ provider: 'sample', description: 'Sorting', setAsActive: false });
  expect(await gateway.sessions.active()).toEqual({});
  const active = await gateway.sessions.create({ provider: 'sample' });
  expect(active).toEqual({
    id: expect.stringMatching(/^gw-[0-9a-f-]{36}$/),
    provider: 'sample',
    cwd: realpathSync(process.cwd()),
    description: 'Sample agent (offline) conversation',
    createdAt: expect.any(String),
    lastUsedAt: active.createdAt,
    expiresAt: expect.any(String),
    isActive: true,
    turns: 0,
    metadata: { origin: 'created' },
  });
  expect(await gateway.sessions.active()).toEqual({ sample: active.id });
  expect(await gateway.sessions.count()).toBe(2);
  expect(await gateway.sessions.get(kept.id)).toMatchObject({ description: 'Sorting', isActive: false });
});

test('the next new conversation in its folder becomes the announced one and takes over its description', async () => {
  const { gateway, home, ask } = await openTestGateway();
  const [cwd, other] = folders(home);
  const announced = await gateway.sessions.create({ provider: 'sample', description: 'Sorting', cwd });
  await ask('[[pace 0]] Elsewhere', { cwd: other });
  expect(await gateway.sessions.active()).toEqual({ sample: announced.id });

  const { sessionId } = await ask('[[pace 0]] Here', { cwd });
  expect(await gateway.sessions.get(sessionId!)).toMatchObject({
    description: 'Sorting',
    createdAs: announced.id,
    isActive: true,
    turns: 1,
  });
  expect((await gateway.sessions.get(announced.id))?.id).toBe(sessionId);
  await ask('[[pace 0]] Another one', { cwd });
  expect(await gateway.sessions.list()).toHaveLength(3);
});

test('an announced session cannot be resumed by its id, and says so', async () => {
  const { gateway } = await openTestGateway();
  const { id } = await gateway.sessions.create({ provider: 'sample' });
  await expect(gateway.start({ provider: 'sample', prompt: 'Hi', sessionId: id })).rejects.toMatchObject({
    code: 'invalid_request',
    message: `The request is wrong: "${id}" is the gateway's own book-keeping and cannot be resumed.`,
  });
});

test('continuing the latest begins the announced conversation, and the reply says that it is new', async () => {
  const { gateway, home, ask } = await openTestGateway();
  const [cwd] = folders(home);
  await ask('[[pace 0]] Old', { cwd });
  const { id } = await gateway.sessions.create({ provider: 'sample', cwd });
  const result = await ask('[[pace 0]] [[history]]', { cwd, resumeLatest: true });
  expect(JSON.parse(result.answer)).toEqual([]);
  expect(result.warnings).toEqual([
    { code: 'other', message: `The active session "${id}" had no conversation yet: this request begins it.` },
  ]);
});

test('the latest is that of the folder, until somebody chooses one', async () => {
  const { gateway, home, ask } = await openTestGateway();
  const [one, two] = folders(home);
  const first = await ask('[[pace 0]] First', { cwd: one });
  const second = await ask('[[pace 0]] Second', { cwd: two });
  const latest = async (cwd: string) =>
    (await gateway.plan({ provider: 'sample', prompt: 'x', cwd, resumeLatest: true })).session.nativeId;
  expect([await latest(one), await latest(two)]).toEqual([first.sessionId, second.sessionId]);

  await gateway.sessions.setActive('sample', first.sessionId!);
  expect([await latest(one), await latest(two)]).toEqual([first.sessionId, first.sessionId]);
  const third = await ask('[[pace 0]] Third', { cwd: two });
  expect([await latest(one), await latest(two)]).toEqual([first.sessionId, first.sessionId]);

  expect(await gateway.sessions.setActive('sample', null)).toBeUndefined();
  expect([await latest(one), await latest(two)]).toEqual([first.sessionId, third.sessionId]);
});

test('what was chosen and forgotten no longer decides', async () => {
  const { gateway, home, ask } = await openTestGateway();
  const [one, two] = folders(home);
  const first = await ask('[[pace 0]] First', { cwd: one });
  await gateway.sessions.setActive('sample', first.sessionId!);
  expect(await gateway.sessions.delete(first.sessionId!)).toBe(true);
  expect(await gateway.sessions.delete(first.sessionId!)).toBe(false);
  expect(await gateway.sessions.active()).toEqual({});
  const second = await ask('[[pace 0]] Second', { cwd: two });
  expect(await gateway.sessions.active()).toEqual({ sample: second.sessionId });
});

test('a conversation of the CLI’s own disk is listed, resumed, chosen and taken into the record', async () => {
  const { gateway, ask } = await openTestGateway();
  const { sessionId } = await ask(`[[pace 0]] Send Bearer ${'x1'.repeat(12)} along`);
  await gateway.sessions.clear();
  expect(await gateway.sessions.list()).toEqual([]);
  expect(await gateway.sessions.onDisk()).toEqual([
    {
      id: sessionId,
      provider: 'sample',
      native: true,
      cwd: realpathSync(process.cwd()),
      title: '[[pace 0]] Send Bearer [redacted] along',
      model: 'sample-small',
      lastUsedAt: expect.any(String),
    },
  ]);
  expect(await gateway.sessions.onDisk({ id: 'no-such-id' })).toEqual([]);
  expect(await gateway.sessions.setActive('sample', sessionId!)).toMatchObject({
    description: 'Sample agent (offline) conversation',
    isActive: true,
    turns: 0,
    metadata: { origin: 'cli' },
  });
  expect(await gateway.sessions.onDisk()).toEqual([]);
  expect((await ask('[[pace 0]] Go on', { sessionId: sessionId! })).sessionId).toBe(sessionId);
});

test('at most as many conversations of the disk are listed as were asked for', async () => {
  const { gateway, ask } = await openTestGateway();
  for (const word of ['One', 'Two', 'Three']) await ask(`[[pace 0]] ${word}`);
  await gateway.sessions.clear('sample');
  const listed = await gateway.sessions.onDisk({ provider: 'sample', limit: 2 });
  expect(listed.map(({ title }) => title)).toEqual(['[[pace 0]] Three', '[[pace 0]] Two']);
});

test('a fork goes on under a new id and leaves the old conversation as it was', async () => {
  const { ask } = await openTestGateway();
  const first = await ask('[[pace 0]] One');
  const fork = await ask('[[pace 0]] [[history]]', { sessionId: first.sessionId!, fork: true });
  expect(fork.sessionId).not.toBe(first.sessionId);
  expect(JSON.parse(fork.answer)).toEqual(['[[pace 0]] One']);
  const again = await ask('[[pace 0]] [[history]] again', { sessionId: first.sessionId! });
  expect(JSON.parse(again.answer)).toEqual(['[[pace 0]] One']);
});

test.each<[string, (gateway: Gateway) => Promise<unknown>]>([
  ['choosing', (gateway) => gateway.sessions.setActive('sample', 'no-such-id')],
  ['continuing the latest', (gateway) => gateway.start({ provider: 'sample', prompt: 'x', resumeLatest: true })],
])('%s what is not there is session_not_found with the way out', async (_what, attempt) => {
  const { gateway } = await openTestGateway({}, { provider: withoutLatest() });
  await expect(attempt(gateway)).rejects.toMatchObject({
    code: 'session_not_found',
    hint: expect.stringMatching(/new .*session_list/),
  });
});

test('a conversation that the CLI has lost is session_not_found with the way out, and is not the latest again', async () => {
  const { gateway, ask } = await openTestGateway({}, { provider: withoutLatest() });
  const { sessionId } = await ask('[[pace 0]] One');
  const lost = await ask('[[fail session_not_found]]', { sessionId: sessionId! });
  expect(lost.error).toMatchObject({ category: 'session_not_found', hint: expect.stringContaining('new') });
  expect(await gateway.sessions.list()).toEqual([]);
});

test('a session that nobody uses is forgotten, and each turn lengthens its life', async () => {
  const { gateway, ask } = await openTestGateway({ SESSION_TTL: '2' });
  const { sessionId } = await ask('[[pace 0]] One');
  const before = await gateway.sessions.get(sessionId!);
  await ask('[[pace 0]] Two', { sessionId: sessionId! });
  const after = await gateway.sessions.get(sessionId!);
  expect(Date.parse(after!.expiresAt)).toBeGreaterThan(Date.parse(before!.expiresAt));
  expect(Date.parse(after!.expiresAt) - Date.parse(after!.lastUsedAt)).toBe(2_000);
  await new Promise((resolve) => {
    setTimeout(resolve, Date.parse(after!.expiresAt) - Date.now() + 10);
  });
  expect(await gateway.sessions.get(sessionId!)).toBeUndefined();
  expect(await gateway.sessions.active()).toEqual({});
  expect(await gateway.sessions.count()).toBe(0);
});

test('two gateways write sessions at once, and none is lost', async () => {
  const home = makeHome();
  const [one, two] = await Promise.all([openTestGateway({}, { home }), openTestGateway({}, { home })]);
  const made = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? one : two).gateway.sessions.create({ provider: 'sample', description: `Number ${index}` }),
    ),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(40);
  expect(await one.gateway.sessions.count()).toBe(40);
  await two.gateway.sessions.setActive('sample', made[7]!.id);
  expect(await one.gateway.sessions.active()).toEqual({ sample: made[7]!.id });
  expect(await two.gateway.sessions.clear('sample')).toBe(40);
  expect(await one.gateway.sessions.list()).toEqual([]);
});

test('of conversations that begin in two gateways at once, one becomes the announced one', async () => {
  const home = makeHome();
  const [one, two] = await Promise.all([openTestGateway({}, { home }), openTestGateway({}, { home })]);
  const [cwd] = folders(home);
  const { id } = await one.gateway.sessions.create({ provider: 'sample', description: 'Sorting', cwd });
  const results = await Promise.all(
    [one, two, one, two].map(({ ask }, index) => ask(`[[pace 0]] Start ${index}`, { cwd })),
  );
  const sessions = await two.gateway.sessions.list();
  expect(new Set(sessions.map((session) => session.id))).toEqual(new Set(results.map(({ sessionId }) => sessionId)));
  expect(sessions).toHaveLength(4);
  expect(sessions.filter(({ createdAs }) => createdAs === id)).toHaveLength(1);
  expect(sessions.filter(({ description }) => description === 'Sorting')).toHaveLength(1);
});

function withoutLatest(): Provider {
  // The tests need no types of its options.
  const sample = createSampleProvider() as Provider;
  const { listSessions: _, ...rest } = sample;
  return { ...rest, features: { ...sample.features, sessions: { resume: true, latest: false, fork: true } } };
}
