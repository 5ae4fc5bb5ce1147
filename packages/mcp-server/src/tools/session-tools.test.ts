import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type TestClient } from '../testing/connect.js';
import { runCommand } from '../testing/run-command.js';
import { createSandbox, type Sandbox } from '../testing/sandbox.js';

// The real server and command over the sample agent, one after the other in one home.

let sandbox: Sandbox;
let client: TestClient;
beforeAll(async () => {
  sandbox = createSandbox();
  client = await connect('2026', sandbox);
});
afterAll(async () => {
  await client.close();
  sandbox.remove();
});

const call = async (name: string, fields: Record<string, unknown> = {}) => (await client.call(name, fields)).structured;
const sessions = (...words: readonly string[]) => runCommand(sandbox, ['sessions', ...words]);

test('a conversation is announced, begun, chosen, continued and forgotten', async () => {
  const created = await call('session_create', { cli: 'sample', description: 'Sorting' });
  expect(created).toMatchObject({
    success: true,
    session: { id: expect.stringMatching(/^gw-/), cli: 'sample', description: 'Sorting', isActive: true },
  });
  const { id } = created['session'] as { id: string };
  expect(await call('sample_request', { prompt: 'Hi', sessionId: id })).toMatchObject({
    errorCategory: 'invalid_request',
    error: expect.stringContaining('book-keeping'),
  });

  const first = await call('sample_request', { prompt: '[[pace 0]] One' });
  expect(await call('session_get', { sessionId: id })).toMatchObject({
    session: { id: first['sessionId'], description: 'Sorting', createdAs: id },
  });
  const second = await call('sample_request', { prompt: '[[pace 0]] Two' });
  expect(await call('session_list')).toMatchObject({
    total: 2,
    sessions: [{ id: second['sessionId'] }, { id: first['sessionId'], cli: 'sample' }],
    activeSessions: { sample: second['sessionId'] },
  });

  expect(await call('session_set_active', { cli: 'sample', sessionId: first['sessionId'] })).toMatchObject({
    success: true,
    activeSessionId: first['sessionId'],
  });
  const third = await call('sample_request', { prompt: '[[pace 0]] [[history]]', resumeLatest: true });
  expect(third).toMatchObject({ sessionId: first['sessionId'], answer: '["[[pace 0]] One"]' });
  expect(await call('session_set_active', { cli: 'sample', sessionId: null })).toMatchObject({ activeSessionId: null });

  expect(await call('session_delete', { sessionId: first['sessionId'] })).toMatchObject({ success: true });
  expect(await call('session_delete', { sessionId: first['sessionId'] })).toMatchObject({
    success: false,
    reason: "It lies on the CLI's own disk alone, and stays there.",
  });
  expect(await call('session_list', { native: true })).toMatchObject({
    total: 1,
    sessions: [{ id: second['sessionId'] }, { id: first['sessionId'], native: true, title: '[[pace 0]] One' }],
  });
  expect(await call('session_get', { sessionId: first['sessionId'] })).toMatchObject({ session: { native: true } });

  const listed = JSON.parse(await client.read('sessions://all'));
  expect(listed).toEqual(JSON.parse(await client.read('sessions://sample')));
  expect(listed).toMatchObject({ total: 1, sessions: [{ id: second['sessionId'] }] });
  expect(await call('session_clear_all', { cli: 'sample' })).toEqual({ success: true, deletedCount: 1 });
  expect(await call('session_list')).toEqual({ total: 0, sessions: [], activeSessions: {} });
});

test('setAsActive: false is honoured', async () => {
  await call('session_create', { cli: 'sample', setAsActive: false });
  expect(await call('session_list')).toMatchObject({ total: 1, activeSessions: {} });
  await call('session_clear_all');
});

test.each<[string, Record<string, unknown>]>([
  ['session_get', { sessionId: 'no-such-id' }],
  ['session_delete', { sessionId: 'no-such-id' }],
  ['session_set_active', { cli: 'sample', sessionId: 'no-such-id' }],
])('%s of what is not there says what to do', async (name, fields) => {
  expect(await call(name, fields)).toMatchObject({
    status: 'failed',
    errorCategory: 'session_not_found',
    hint: expect.stringContaining('session_list'),
  });
});

test('a person lists, shows, chooses and forgets conversations', async () => {
  const { sessionId } = await call('sample_request', { prompt: '[[pace 0]] For a person' });
  const id = String(sessionId);
  const { stdout } = await sessions();
  expect(stdout.split('\n')[0]).toMatch(/^ +CONVERSATION +AGENT +USED +TURNS +FOLDER$/);
  expect(stdout).toMatch(
    new RegExp(`^\\* +${id} +sample +now +1 +work +Sample agent \\(offline\\) conversation$`, 'm'),
  );
  expect(JSON.parse((await sessions('list', '--json')).stdout)).toMatchObject({ total: 1, sessions: [{ id }] });

  expect((await sessions('show', id)).stdout).toContain(`id          ${id}\n`);
  expect(JSON.parse((await sessions('show', id, '--json')).stdout)).toMatchObject({ id, turns: 1 });
  expect((await sessions('use', 'sample', id)).stderr).toBe(
    `"Continue" now means ${id} for sample, in every folder.\n`,
  );
  expect((await sessions('use', 'sample')).stderr).toContain('the last conversation of each folder');
  expect((await sessions('delete', id)).stderr).toBe('Forgotten.\n');
  expect((await sessions('list', '--native', '-n', '1')).stdout).toContain(`${id}  sample`);

  const missing = await sessions('show', 'no-such-id');
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toContain('Error There is no conversation "no-such-id".\nHint  ');
});

test('a person reads what was decided', async () => {
  expect((await runCommand(sandbox, ['approvals'])).stderr).toBe('Nothing was decided yet.\n');
  await call('sample_request', { prompt: '[[pace 0]] Hi', approvalStrategy: 'mcp_managed', permission: 'edit' });
  const { stdout } = await runCommand(sandbox, ['approvals']);
  expect(stdout).toMatch(/^WHEN +DECISION +BY +AGENT +PERMISSION +SCORE +REASONS\n/);
  expect(stdout).toMatch(/ now +approved +balanced +sample +edit +2\/5 +\+2 the permission "edit" is asked/);
  const { approvals } = JSON.parse((await runCommand(sandbox, ['approvals', '--json'])).stdout);
  expect(approvals).toMatchObject([{ status: 'approved', cli: 'sample', operation: 'sample_request' }]);
});
