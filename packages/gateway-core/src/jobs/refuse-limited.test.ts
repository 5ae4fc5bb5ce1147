import { expect, test } from 'vitest';
import { makeHome, openTestGateway } from '../../test-support/open-test-gateway.js';

test('a provider that said when its limit ends is left alone until then, by every gateway', async () => {
  const home = makeHome();
  const [here, there] = [await openTestGateway({}, { home }), await openTestGateway({}, { home })];
  const limited = await here.ask('[[fail rate_limited after 60000]]');
  const { retryAt } = limited.error!;
  expect(Date.parse(retryAt!) - Date.now()).toBeGreaterThan(50_000);

  await expect(there.ask('[[say hello]]')).rejects.toMatchObject({
    code: 'rate_limited',
    message: `Sample agent (offline) said that its limit lasts until ${retryAt}.`,
    retryable: true,
    retryAt,
  });
  const [refusal] = await there.gateway.jobs.list({ limit: 1 });
  expect(refusal).toMatchObject({ status: 'failed', attempts: 0, error: { category: 'rate_limited', retryAt } });
  expect((await there.gateway.health()).providers).toEqual([
    { id: 'sample', state: 'limited', limitedUntil: retryAt, breaker: 'closed' },
  ]);

  // Whoever insists is let through, and what succeeds shows that the limit is gone.
  expect(await there.ask('[[say insisted]]', { forceRefresh: true })).toMatchObject({ answer: 'insisted' });
  expect(await here.ask('[[say hello]]')).toMatchObject({ answer: 'hello' });
  expect(await here.gateway.health()).toMatchObject({ status: 'ok', providers: [{ state: 'ready' }] });
});

test('a limit that has ended keeps nobody from asking', async () => {
  const { ask } = await openTestGateway({ LLM_GATEWAY_RETRIES: '0' });
  const { error } = await ask('[[fail rate_limited after 700]]');
  await expect(ask('[[say too soon]]')).rejects.toMatchObject({ code: 'rate_limited' });
  await new Promise((resolve) => {
    setTimeout(resolve, Date.parse(error!.retryAt!) - Date.now() + 1);
  });
  expect(await ask('[[say now]]')).toMatchObject({ answer: 'now' });
});

test('what waits in the queue while a limit begins is not started into it', async () => {
  const { ask, gateway } = await openTestGateway({ LLM_GATEWAY_MAX_RUNNING_PER_PROVIDER: '1' });
  const first = ask('[[sleep 500]] [[fail rate_limited after 60000]]');
  const second = await ask('[[say waited]]');
  expect((await first).error?.category).toBe('rate_limited');
  expect(second).toMatchObject({ status: 'failed', attempts: 0, error: { category: 'rate_limited' } });
  expect(second.error?.retryAt).toBe((await first).error?.retryAt);
  expect(await gateway.recorder.performance()).toMatchObject([{ failed: 1, refused: 1 }]);
});

test('an answer that is there already is given all the same', async () => {
  const { ask } = await openTestGateway();
  const prompt = '[[sleep 800]] [[say shared]]';
  const first = ask(prompt);
  await ask('[[fail rate_limited after 60000]]');
  expect(await ask(prompt)).toMatchObject({ answer: 'shared', deduplicatedFrom: (await first).id });
});
