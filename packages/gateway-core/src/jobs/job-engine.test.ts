import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { eventually, openTestGateway, processesOfJob } from '../../test-support/open-test-gateway.js';

const isLinux = process.platform === 'linux';

test('an agent that hangs is canceled and nothing of it is left', async () => {
  const { gateway } = await openTestGateway();
  const { id, ended } = await gateway.start({ provider: 'sample', prompt: '[[hang]]' });
  await eventually(
    () => processesOfJob(id).length,
    (count) => count > 0,
  );
  expect(await gateway.jobs.cancel(id)).toBe(true);
  expect(await ended).toMatchObject({ status: 'canceled', exitCode: null, error: { category: 'canceled' } });
  expect(processesOfJob(id)).toEqual([]);
  expect(await gateway.jobs.cancel(id)).toBe(false);
});

// Looks into /proc, which other systems do not have.
test.runIf(isLinux)('an agent that ignores TERM is killed after the grace, and its exit is written down', async () => {
  const { gateway } = await openTestGateway();
  const { id, ended } = await gateway.start({ provider: 'sample', prompt: '[[ignore-term]] [[hang]]' });
  await eventually(
    () => gateway.jobs.get(id),
    (job) => (job?.stdoutBytes ?? 0) > 0,
  );
  const started = performance.now();
  await gateway.jobs.cancel(id);
  expect(performance.now() - started).toBeGreaterThan(4_900);
  expect(await ended).toMatchObject({ status: 'canceled' });
  expect(processesOfJob(id)).toEqual([]);
});

// Looks into /proc, which other systems do not have.
test.runIf(isLinux).each(['ignore-term', 'setsid', 'ignore-term setsid'])(
  'a grandchild (%s) that outlives its agent is ended, and does not keep the answer back',
  async (kind) => {
    const { ask } = await openTestGateway();
    const started = performance.now();
    const job = await ask(`[[grandchild ${kind}]] [[say done]]`);
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(job).toMatchObject({ status: 'completed', answer: 'done' });
    await eventually(
      () => processesOfJob(job.id),
      (pids) => pids.length === 0,
      15_000,
    );
  },
);

test('the time limit ends a run with exit code 124', async () => {
  const { ask } = await openTestGateway();
  expect(await ask('[[hang]]', { timeoutMs: 1_000 })).toMatchObject({
    status: 'failed',
    exitCode: 124,
    error: {
      category: 'timeout',
      message: 'Sample agent (offline) was stopped after 1 s, its time limit.',
      retryable: false,
    },
  });
});

test('silence ends a run with exit code 125', async () => {
  const { ask } = await openTestGateway({ LLM_GATEWAY_IDLE_TIMEOUT_MS: '1000' });
  expect(await ask('[[hang]]')).toMatchObject({ exitCode: 125, error: { category: 'idle_timeout', retryable: true } });
});

test('runaway output is stopped at the cap with exit code 126', async () => {
  const { ask } = await openTestGateway({ LLM_GATEWAY_OUTPUT_CAP_BYTES: '100000' });
  expect(await ask('[[big 3000000]]')).toMatchObject({
    exitCode: 126,
    outputTruncated: true,
    error: { category: 'output_overflow' },
  });
});

test('an answer of 40 MiB is kept whole, and its last page is read without the rest', async () => {
  const { ask, gateway } = await openTestGateway({ LLM_GATEWAY_OUTPUT_CAP_BYTES: '200000000' });
  const size = 40 * 1024 * 1024;
  const job = await ask(`[[big ${size}]]`);
  expect(job).toMatchObject({ status: 'completed', answerBytes: size });
  const last = await gateway.jobs.result(job.id, { offset: size - 10 });
  expect(last.answer).toHaveLength(10);
  expect(last.nextOffset).toBeUndefined();
});

test('exit 0 without an answer is a failure', async () => {
  const { ask } = await openTestGateway();
  expect(await ask('[[silent]]')).toMatchObject({ status: 'failed', error: { category: 'empty_output' } });
});

test.each([
  ['rate_limited', true],
  ['auth_required', false],
])('the agent says %s itself', async (category, retryable) => {
  const { ask } = await openTestGateway();
  expect(await ask(`[[fail ${category}]]`)).toMatchObject({ status: 'failed', error: { category, retryable } });
});

// Looks into /proc, which other systems do not have.
test.runIf(isLinux)('a child killed by a signal is a failure, not a success', async () => {
  const { gateway } = await openTestGateway();
  const { id, ended } = await gateway.start({ provider: 'sample', prompt: '[[hang]]' });
  const [pid] = await eventually(
    () => processesOfJob(id),
    (pids) => pids.length > 0,
  );
  process.kill(pid!, 'SIGKILL');
  expect(await ended).toMatchObject({
    status: 'failed',
    exitCode: null,
    error: { category: 'killed', message: 'Sample agent (offline) was killed by SIGKILL.', retryable: true },
  });
});

test('a job can be canceled at any moment of its start', async () => {
  const { gateway } = await openTestGateway();
  for (let index = 0; index < 30; index += 1) {
    const { id, ended } = await gateway.start({ provider: 'sample', prompt: `[[hang]] ${index}` });
    await new Promise((resolve) => {
      setTimeout(resolve, index * 2);
    });
    await gateway.jobs.cancel(id);
    expect((await ended).status).toBe('canceled');
    expect(processesOfJob(id)).toEqual([]);
  }
});

test('closing the gateway stops what is not detached', async () => {
  const { gateway } = await openTestGateway();
  const { id, ended } = await gateway.start({ provider: 'sample', prompt: '[[hang]]' });
  await eventually(
    () => processesOfJob(id).length,
    (count) => count > 0,
  );
  await gateway.close();
  expect(await ended).toMatchObject({ status: 'canceled' });
  expect(processesOfJob(id)).toEqual([]);
});

test('marks of the CLI that the gateway runs inside do not reach the agent', async () => {
  const { ask } = await openTestGateway({ SAMPLE_AGENT: '1', KEPT: 'yes' });
  expect((await ask('[[env SAMPLE_AGENT]]')).answer).not.toContain('1');
  expect((await ask('[[env KEPT]]')).answer).toContain('yes');
});

test('a prompt that looks like a flag, a shell line or a file arrives unchanged', async () => {
  const { ask, home } = await openTestGateway();
  writeFileSync(path.join(home, 'victim'), '');
  const prompt = '--help\n-x "quoted" \'single\' $(touch pwned) `touch pwned` @/etc/passwd /cost 🙂 é\t end ';
  const first = await ask(prompt);
  const history = await ask('[[history]]', { sessionId: first.sessionId! });
  expect(history.answer).toContain(JSON.stringify(prompt).slice(1, -1));
});

test('a prompt of 100,000 two-byte characters arrives whole, and its long answer comes in pages', async () => {
  const { ask, gateway } = await openTestGateway();
  const prompt = 'é'.repeat(100_000);
  const first = await ask(prompt);
  const { id, answerBytes } = await ask('[[history]]', { sessionId: first.sessionId! });
  let answer = '';
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const page = await gateway.jobs.result(id, { offset, maxChars: 33_333 });
    expect(page.answer.length).toBeLessThanOrEqual(33_333);
    answer += page.answer;
    offset = page.nextOffset;
  }
  expect(Buffer.byteLength(answer)).toBe(answerBytes);
  expect(answer).toContain(prompt);
});
