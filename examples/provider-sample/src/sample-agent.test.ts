import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGateway, type Gateway, type GatewayRequest, type JobResult } from '@llm-gateway/core';
import { expect, onTestFinished, test } from 'vitest';
import createSampleProvider from './index.js';

test('remembers what was said, by id and as the latest of a folder', async () => {
  const { ask } = await given();
  const first = await ask({ prompt: 'What is a gateway?' });
  expect(first.answer).toContain('This is the first thing you tell me in this conversation.');
  const { sessionId = '' } = first;

  const second = await ask({ prompt: 'And a bridge?', sessionId });
  expect(second.answer).toContain('Earlier in this conversation you asked: "What is a gateway?".');
  expect(second.sessionId).toBe(sessionId);

  const third = await ask({ prompt: '[[history]]', resumeLatest: true });
  expect(JSON.parse(third.answer)).toEqual(['What is a gateway?', 'And a bridge?']);
});

test('forks a conversation and leaves the old one as it was', async () => {
  const { ask } = await given();
  const { sessionId = '' } = await ask({ prompt: 'One.' });
  const fork = await ask({ prompt: 'Two, elsewhere.', sessionId, fork: true });
  expect(fork.sessionId).not.toBe(sessionId);
  expect(JSON.parse((await ask({ prompt: '[[history]]', sessionId })).answer)).toEqual(['One.']);
});

test('writes no file that its permission does not allow', async () => {
  const { ask } = await given();
  expect((await ask({ prompt: '[[write notes.txt]]' })).answer).toBe('I may not write "notes.txt".');
  expect((await ask({ prompt: '[[write notes.txt]]', permission: 'edit' })).answer).toBe('I wrote "notes.txt".');
  expect((await ask({ prompt: '[[write ../notes.txt]]', permission: 'edit' })).answer).toBe(
    'I may not write "../notes.txt".',
  );
});

test('fails as it is told, on stdout or on stderr', async () => {
  const { ask } = await given();
  const limited = await ask({ prompt: '[[fail limit_reached]]' });
  expect(limited.error).toMatchObject({ category: 'limit_reached', retryable: false });
  const loggedOut = await ask({ prompt: '[[fail auth_required stderr]]' });
  expect(loggedOut.error).toMatchObject({ category: 'auth_required', message: 'The sample agent is not logged in.' });
});

test('gets a hostile prompt as it was', async () => {
  const { ask } = await given();
  const prompt = '--help [[echo]] "quoted" $(touch x)\n/cost @/etc/passwd 🙂 ';
  expect((await ask({ prompt })).answer).toBe(prompt);
});

test('tells its version and that it needs no login', async () => {
  const { gateway } = await given();
  const [inspected] = (await gateway.inspect()).providers;
  expect(inspected).toMatchObject({ id: 'sample', installation: { version: '1.0.0' }, login: { state: 'logged-in' } });
});

interface Given {
  readonly gateway: Gateway;
  ask(request: Omit<GatewayRequest, 'provider'>): Promise<JobResult>;
}

async function given(): Promise<Given> {
  const home = mkdtempSync(path.join(realpathSync(tmpdir()), 'sample-agent-'));
  const environment = { ...process.env, LLM_GATEWAY_HOME: home };
  const gateway = await createGateway({ providers: [createSampleProvider()], environment });
  onTestFinished(async () => {
    await gateway.close();
    rmSync(home, { recursive: true, force: true });
  });
  const ask = async (request: Omit<GatewayRequest, 'provider'>): Promise<JobResult> => {
    const job = await gateway.start({ provider: 'sample', cwd: home, options: { paceMs: 0 }, ...request });
    await job.ended;
    return gateway.jobs.result(job.id);
  };
  return { gateway, ask };
}
