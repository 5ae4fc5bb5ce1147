import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { eventually, makeHome, openTestGateway, processesOfJob } from '../../test-support/open-test-gateway.js';
import { startGatewayProcess } from '../../test-support/start-gateway-process.js';
import { hasEnded, type Gateway, type Job } from '../index.js';
import { openDatabase } from '../storage/open-database.js';

const LIMITS = { LLM_GATEWAY_MAX_RUNNING: '100', LLM_GATEWAY_MAX_RUNNING_PER_PROVIDER: '100' };

const bigBytes = (index: number): number => 1000 + index * 997;

const twentyJobs = (sleepMs: number) =>
  Array.from({ length: 20 }, (_, index) => ({
    provider: 'sample',
    prompt: `job ${index} [[sleep ${sleepMs}]] ${index % 3 === 0 ? `[[big ${bigBytes(index)}]]` : `[[exit ${index % 3}]]`}`,
  }));

async function endOfAll(gateway: Gateway, ids: readonly string[]): Promise<readonly Job[]> {
  return Promise.all(ids.map((id) => gateway.jobs.wait(id, 25_000)));
}

function whatWasLost(jobs: readonly Job[], home: string): readonly string[] {
  return jobs.flatMap((job, index) => {
    const expected = index % 3 === 0 ? ['completed', 0] : ['failed', index % 3];
    const stdout = readFileSync(path.join(home, 'data/jobs', job.id, 'stdout'));
    const isWhole = stdout.length === job.stdoutBytes && (index % 3 !== 0 || stdout.length > bigBytes(index));
    const isRight = job.status === expected[0] && job.exitCode === expected[1] && isWhole;
    return isRight ? [] : [`job ${index}: ${job.status}, exit ${job.exitCode}, ${stdout.length} bytes`];
  });
}

test('20 jobs survive kill -9 of their gateway: the next gateway has every result and exit code', async () => {
  const home = makeHome();
  const first = await startGatewayProcess(home, LIMITS);
  const started = await first.start(twentyJobs(1_500));
  await first.kill();
  const { gateway } = await openTestGateway(LIMITS, { home });
  const jobs = await endOfAll(
    gateway,
    started.map(({ id }) => id),
  );
  expect(whatWasLost(jobs, home)).toEqual([]);
  expect(jobs.flatMap(({ id }) => processesOfJob(id))).toEqual([]);
  console.log(`20 of ${jobs.length} results whole after kill -9`);
});

test('20 jobs that ended while no gateway lived are there when one starts', async () => {
  const home = makeHome();
  const first = await startGatewayProcess(home, LIMITS);
  const started = await first.start(twentyJobs(300));
  await first.kill();
  await eventually(
    () => started.flatMap(({ id }) => processesOfJob(id)).length,
    (count) => count === 0,
    25_000,
  );
  const { gateway } = await openTestGateway(LIMITS, { home });
  const jobs = await endOfAll(
    gateway,
    started.map(({ id }) => id),
  );
  expect(whatWasLost(jobs, home)).toEqual([]);
});

test('a living gateway keeps its jobs while others come, sweep and go', async () => {
  const home = makeHome();
  const owner = await startGatewayProcess(home, LIMITS);
  const [started] = await owner.start([{ provider: 'sample', prompt: '[[sleep 3000]] [[say mine]]' }]);
  const others = await Promise.all([openTestGateway(LIMITS, { home }), openTestGateway(LIMITS, { home })]);
  const seen = await Promise.all(others.map(({ gateway }) => gateway.jobs.wait(started!.id, 20_000)));
  expect(seen.map(({ status }) => status)).toEqual(['completed', 'completed']);
  expect((await others[0].gateway.jobs.result(started!.id)).answer).toBe('mine');
  await owner.kill();
});

test("a job that waited in a dead gateway's queue is started by the next one", async () => {
  const home = makeHome();
  const one = { LLM_GATEWAY_MAX_RUNNING: '1' };
  const first = await startGatewayProcess(home, one);
  const started = await first.start([
    { provider: 'sample', prompt: '[[sleep 800]] [[say first]]' },
    { provider: 'sample', prompt: '[[say second]]' },
  ]);
  await first.kill();
  const { gateway } = await openTestGateway(one, { home });
  const jobs = await endOfAll(
    gateway,
    started.map(({ id }) => id),
  );
  expect(jobs.map(({ status }) => status)).toEqual(['completed', 'completed']);
  expect((await gateway.jobs.result(started[1]!.id)).answer).toBe('second');
});

test('200 identical requests to two gateways at once start one run, and all get its answer', async () => {
  const home = makeHome();
  const [a, b] = await Promise.all([startGatewayProcess(home, LIMITS), startGatewayProcess(home, LIMITS)]);
  const request = { provider: 'sample', prompt: '[[sleep 1500]] [[say once]]', cwd: home };
  const hundred = Array.from({ length: 100 }, () => request);
  const started = (await Promise.all([a.start(hundred), b.start(hundred)])).flat();
  expect(started.filter(({ deduplicated }) => deduplicated === undefined)).toHaveLength(1);
  const { gateway } = await openTestGateway(LIMITS, { home });
  const jobs = await endOfAll(
    gateway,
    started.map(({ id }) => id),
  );
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['completed']));
  const answers = await Promise.all(jobs.map(async ({ id }) => (await gateway.jobs.result(id)).answer));
  expect(new Set(answers)).toEqual(new Set(['once']));
  await Promise.all([a.kill(), b.kill()]);
});

test('a job of another gateway can be canceled, and its owner records why', async () => {
  const home = makeHome();
  const owner = await startGatewayProcess(home, LIMITS);
  const [started] = await owner.start([{ provider: 'sample', prompt: '[[hang]]' }]);
  const { gateway } = await openTestGateway(LIMITS, { home });
  await eventually(
    () => processesOfJob(started!.id).length,
    (count) => count > 0,
  );
  expect(await gateway.jobs.cancel(started!.id)).toBe(true);
  const job = await gateway.jobs.wait(started!.id, 5_000);
  expect(job).toMatchObject({ status: 'canceled', error: { category: 'canceled' } });
  expect(hasEnded(job)).toBe(true);
  await owner.kill();
});

test('an agent that is killed with its gateway and its supervisor is orphaned, with its output kept', async () => {
  const home = makeHome();
  const owner = await startGatewayProcess(home, LIMITS);
  const [started] = await owner.start([{ provider: 'sample', prompt: '[[say half]] [[sleep 60000]]' }]);
  const id = started!.id;
  await eventually(
    () => processesOfJob(id).length,
    (count) => count > 0,
  );
  const supervisor = Number(readFileSync(path.join(home, 'data/jobs', id, 'pid'), 'utf8'));
  await owner.kill();
  process.kill(-supervisor, 'SIGKILL');
  const { gateway } = await openTestGateway(LIMITS, { home });
  const job = await gateway.jobs.wait(id, 5_000);
  expect(job).toMatchObject({ status: 'orphaned', exitCode: null, error: { category: 'orphaned', retryable: true } });
  expect((await gateway.jobs.output(id, 'stdout')).totalBytes).toBe(job.stdoutBytes);
});

test('two turns of one session run one after the other, from whichever gateway', async () => {
  const home = makeHome();
  const { ask, gateway } = await openTestGateway(LIMITS, { home });
  const { sessionId } = await ask('first');
  const other = await startGatewayProcess(home, LIMITS);
  const resumed = (say: string) => ({
    provider: 'sample',
    prompt: `[[sleep 400]] [[say ${say}]]`,
    sessionId: sessionId!,
  });
  const [foreign] = await other.start([resumed('a')]);
  const own = await gateway.start(resumed('b'));
  await Promise.all([gateway.jobs.wait(foreign!.id, 10_000), own.ended]);
  const history = await ask('[[history]]', { sessionId: sessionId! });
  expect(history.answer).toContain('say a');
  expect(history.answer).toContain('say b');
  await other.kill();
});

test.each([
  ['is gone, too: nobody waits for the answer, and the agent is ended', true, 'canceled'],
  ['lives: the answer can still be collected', false, 'completed'],
])('a call whose gateway was killed and whose client %s', async (_, isClientGone, status) => {
  const home = makeHome();
  const owner = await startGatewayProcess(home, LIMITS);
  const [started] = await owner.start([{ provider: 'sample', prompt: '[[sleep 3000]] [[say late]]' }]);
  await eventually(
    () => processesOfJob(started!.id).length,
    (count) => count > 0,
  );
  await owner.kill();
  const { query, close } = await openDatabase(path.join(home, 'data/logs.db'));
  await query.updateTable('requests').set({ detached: 0 }).execute();
  const client = isClientGone ? spawnSync('true').pid : process.pid;
  await query.updateTable('gateways').set({ client_pid: client }).execute();
  await close();
  const { gateway } = await openTestGateway(LIMITS, { home });
  expect(await gateway.jobs.wait(started!.id, 15_000)).toMatchObject({ status });
  expect(processesOfJob(started!.id)).toEqual([]);
});
