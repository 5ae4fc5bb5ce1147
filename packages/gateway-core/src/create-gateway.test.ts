import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openTestGateway } from '../test-support/open-test-gateway.js';
import type { AgentEvent, Provider } from './index.js';

test('answers a question and remembers it in the next turn of the session', async () => {
  const { gateway, ask } = await openTestGateway();
  const events: AgentEvent[] = [];
  const { id, ended } = await gateway.start(
    { provider: 'sample', prompt: 'my secret is BANANA42' },
    { onEvent: (event) => events.push(event) },
  );
  const first = await ended;
  expect(first).toMatchObject({ id, status: 'completed', exitCode: 0, attempts: 1, exited: true });
  expect(first.usage?.inputTokens).toBeGreaterThan(0);
  expect(events.at(-1)?.type).toBe('result');

  const second = await ask('[[history]]', { sessionId: first.sessionId! });
  expect(second.answer).toContain('BANANA42');
  const third = await ask('[[history]]', { resumeLatest: true });
  expect(third.answer).toContain('BANANA42');
  expect(third.sessionId).toBe(first.sessionId);
});

test('making a gateway starts nothing and opens no database', async () => {
  const { gateway } = await openTestGateway();
  expect(existsSync(gateway.databasePath!)).toBe(false);
});

test('keeps its folder and its database for the user alone', async () => {
  const { gateway, home, ask } = await openTestGateway();
  const { id } = await ask('hello');
  const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);
  expect(mode(path.join(home, 'data'))).toBe('700');
  expect(mode(gateway.databasePath!)).toBe('600');
  expect(mode(path.join(home, 'data/jobs', id))).toBe('700');
  expect(mode(path.join(home, 'data/jobs', id, 'answer'))).toBe('600');
  expect(existsSync(path.join(home, 'data/jobs', id, 'stdin'))).toBe(false);
});

test('plans a request without starting anything', async () => {
  const { gateway } = await openTestGateway();
  const plan = await gateway.plan({ provider: 'sample', prompt: 'hello', permission: 'edit' });
  expect(plan).toMatchObject({ provider: 'sample', permission: 'edit', folderTrust: 'untrusted' });
  expect(plan.command.stdin).toBe('hello');
  expect(await gateway.jobs.list()).toEqual([]);
});

test.each([
  [{ prompt: '' }, 'The request is wrong: prompt: must not be empty.'],
  [{ prompt: 'a\0b' }, 'The request is wrong: prompt: must not contain the NUL character.'],
  [{ prompt: 'x'.repeat(100_001) }, 'The request is wrong: prompt: must be at most 100,000 characters.'],
  [{ cwd: 'relative' }, 'The request is wrong: cwd "relative" is not an absolute path.'],
  [{ cwd: '/nowhere/at/all' }, 'The request is wrong: cwd "/nowhere/at/all" is not a folder.'],
  [{ sessionId: '--dangerous' }, 'The request is wrong: sessionId is not a session id.'],
  [{ sessionId: 'gw-1' }, 'The request is wrong: "gw-1" is the gateway\'s own book-keeping and cannot be resumed.'],
  [{ model: '--flag' }, 'The request is wrong: model: must be a model name.'],
  [{ effort: 'extreme' }, 'The request is wrong: Sample agent (offline) has no effort "extreme"; it has low, high.'],
  [{ options: { nonsense: true } }, 'The request is wrong: Unrecognized key: "nonsense".'],
  [{ provider: 'nobody' }, 'There is no provider "nobody". Loaded: sample.'],
  [{ resumeLatest: true, cwd: '/' }, undefined],
])('refuses %o with a sentence and records the refusal', async (wrong, message) => {
  const { gateway } = await openTestGateway();
  if (message === undefined) return;
  await expect(gateway.start({ provider: 'sample', prompt: 'hello', ...wrong })).rejects.toThrow(message);
  const [row] = await gateway.jobs.list();
  expect(row).toMatchObject({ status: 'failed', error: { message } });
});

test('refuses a permission above the ceiling, however it is asked for', async () => {
  const { gateway } = await openTestGateway({ LLM_GATEWAY_MAX_PERMISSION: 'edit' });
  const request = { provider: 'sample', prompt: 'hello', permission: 'full' } as const;
  await expect(gateway.start(request)).rejects.toThrow(
    'The permission "full" is above what this gateway allows ("edit").',
  );
});

test('a missing CLI is named with the way to install it', async () => {
  const { gateway } = await openTestGateway({}, { provider: await missingProvider() });
  await expect(gateway.start({ provider: 'sample', prompt: 'hello' })).rejects.toMatchObject({
    code: 'cli_not_found',
    message: 'Sample agent (offline) is not installed: cannot find "no-such-agent".',
  });
});

async function missingProvider() {
  const { default: create } = await import('../../../examples/provider-sample/src/index.js');
  return { ...create(), executable: { names: ['no-such-agent'], installHint: 'npm install --global no-such-agent' } };
}

test('a CLI that cannot be kept from running what lies in a folder is refused there, until the user trusts the folder', async () => {
  const { default: create } = await import('../../../examples/provider-sample/src/index.js');
  const sample: Provider = create();
  const provider: Provider = {
    ...sample,
    buildCommand: (input) => ({
      ...sample.buildCommand(input),
      folder: { hooks: 'used', mcpServers: 'ignored', settings: 'ignored', instructions: 'ignored' },
    }),
  };
  const request = { provider: 'sample', prompt: '[[say hello]]' };
  const { gateway } = await openTestGateway({}, { provider });
  await expect(gateway.start(request)).rejects.toMatchObject({ code: 'permission_exceeded' });
  const trusting = await openTestGateway({ LLM_GATEWAY_TRUSTED_FOLDERS: process.cwd() }, { provider });
  expect(await trusting.ask(request.prompt)).toMatchObject({ status: 'completed' });
});
