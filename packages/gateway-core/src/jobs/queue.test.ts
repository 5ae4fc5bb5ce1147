import { expect, test } from 'vitest';
import { eventually, makeHome, openTestGateway } from '../../test-support/open-test-gateway.js';
import { startGatewayProcess } from '../../test-support/start-gateway-process.js';

const sleeper = (name: string, ms = 60_000) => ({
  provider: 'sample',
  prompt: `${name} [[sleep ${ms}]] [[say ${name}]]`,
});

test('a full machine queues, tells the position, and starts in order', async () => {
  const { gateway } = await openTestGateway({ LLM_GATEWAY_MAX_RUNNING: '1' });
  const started = [];
  for (const name of ['first', 'second', 'third']) started.push(await gateway.start(sleeper(name, 300)));
  const seen = await Promise.all(started.map(({ id }) => gateway.jobs.get(id)));
  expect(seen.map((job) => [job?.status, job?.queuePosition])).toEqual([
    ['running', undefined],
    ['queued', 1],
    ['queued', 2],
  ]);
  const ended = await Promise.all(started.map((job) => job.ended));
  expect(ended.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
  const starts = ended.map(({ startedAt }) => Date.parse(startedAt!));
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
});

test('the limit counts over all gateways of the machine', async () => {
  const home = makeHome();
  const one = { LLM_GATEWAY_MAX_RUNNING: '1' };
  const other = await startGatewayProcess(home, one);
  await other.start([sleeper('theirs', 1_000)]);
  const { gateway } = await openTestGateway(one, { home });
  const mine = await gateway.start(sleeper('mine', 10));
  expect(await gateway.jobs.get(mine.id)).toMatchObject({ status: 'queued', queuePosition: 1 });
  expect(await mine.ended).toMatchObject({ status: 'completed' });
  await other.kill();
});

test('a full queue is refused with a hint, and the refusal is recorded', async () => {
  const { gateway } = await openTestGateway({ LLM_GATEWAY_MAX_RUNNING: '1', LLM_GATEWAY_MAX_QUEUED: '1' });
  const [running, waiting] = [await gateway.start(sleeper('running')), await gateway.start(sleeper('waiting'))];
  await expect(gateway.start(sleeper('too many'))).rejects.toMatchObject({
    code: 'queue_full',
    message: '1 requests are waiting already.',
    retryable: true,
  });
  expect((await gateway.jobs.list())[0]).toMatchObject({ status: 'failed', error: { category: 'queue_full' } });
  await Promise.all([waiting, running].map(({ id }) => gateway.jobs.cancel(id)));
});

test('a job can be canceled while it waits, by its own gateway and by another', async () => {
  const home = makeHome();
  const one = { LLM_GATEWAY_MAX_RUNNING: '1' };
  const other = await startGatewayProcess(home, one);
  const [running, theirs] = await other.start([sleeper('running'), sleeper('theirs')]);
  const { gateway } = await openTestGateway(one, { home });
  const mine = await gateway.start(sleeper('mine'));
  expect(await gateway.jobs.cancel(mine.id)).toBe(true);
  expect(await mine.ended).toMatchObject({ status: 'canceled', attempts: 0 });
  expect(await gateway.jobs.cancel(theirs!.id)).toBe(true);
  expect(await gateway.jobs.get(theirs!.id)).toMatchObject({ status: 'canceled' });
  expect(await gateway.jobs.cancel(running!.id)).toBe(true);
  await eventually(
    () => gateway.jobs.health(),
    ({ jobs }) => jobs.length === 0,
  );
  await other.kill();
});
