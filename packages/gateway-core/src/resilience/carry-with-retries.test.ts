import { expect, test } from 'vitest';
import { eventually, openTestGateway } from '../../test-support/open-test-gateway.js';

const QUICK = { LLM_GATEWAY_RETRY_DELAY_MS: '50' };

test('an overloaded service is asked again, and the record says how often', async () => {
  const { ask } = await openTestGateway(QUICK);
  expect(await ask('[[fail overloaded times 2]] [[say made it]]')).toMatchObject({ status: 'completed', attempts: 3 });
});

test('after the last try the failure is told', async () => {
  const { ask } = await openTestGateway(QUICK);
  expect(await ask('[[fail overloaded]]')).toMatchObject({
    status: 'failed',
    attempts: 3,
    error: { category: 'overloaded', retryable: true },
  });
});

test('an agent that has done something is not run a second time', async () => {
  const { ask, home } = await openTestGateway(QUICK);
  expect(await ask('[[write note.txt]] [[fail overloaded]]', { permission: 'edit', cwd: home })).toMatchObject({
    attempts: 1,
  });
});

test.each(['auth_required', 'session_not_found', 'context_overflow'])('%s is not tried again', async (category) => {
  const { ask } = await openTestGateway(QUICK);
  expect(await ask(`[[fail ${category}]]`)).toMatchObject({ attempts: 1, error: { category } });
});

test('LLM_GATEWAY_RETRIES=0 turns retries off', async () => {
  const { ask } = await openTestGateway({ ...QUICK, LLM_GATEWAY_RETRIES: '0' });
  expect(await ask('[[fail overloaded]]')).toMatchObject({ attempts: 1 });
});

test('a job can be canceled while it waits for another try', async () => {
  const { gateway } = await openTestGateway({ LLM_GATEWAY_RETRY_DELAY_MS: '20000' });
  const { id, ended } = await gateway.start({ provider: 'sample', prompt: '[[fail overloaded]]' });
  await eventually(
    () => gateway.jobs.get(id),
    (job) => job?.progress?.startsWith('waiting') ?? false,
  );
  expect(await gateway.jobs.cancel(id)).toBe(true);
  expect(await ended).toMatchObject({ status: 'canceled', attempts: 1 });
});

test('after five failures in a row the service is left alone, and the reply says until when', async () => {
  const { ask, gateway } = await openTestGateway({ ...QUICK, LLM_GATEWAY_RETRIES: '0' });
  for (let index = 0; index < 5; index += 1) await ask(`[[fail overloaded]] ${index}`);
  const job = await ask('[[say hello]]');
  expect(job).toMatchObject({
    status: 'failed',
    error: {
      category: 'overloaded',
      message: 'Its service has failed 5 times in a row, so it was not asked again.',
      retryable: true,
    },
  });
  expect(Date.parse(job.error!.retryAt!)).toBeGreaterThan(Date.now());
  expect((await gateway.inspect()).providers[0]).toMatchObject({ breaker: 'open' });
});
