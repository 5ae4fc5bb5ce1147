import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Job } from '@llm-gateway/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, GENERATIONS, type ConnectOptions, type Generation, type TestClient } from './testing/connect.js';
import { runCommand } from './testing/run-command.js';
import { createSandbox, type Sandbox } from './testing/sandbox.js';

// The real server process, the real clients, the real engine, and the sample agent in place of a vendor's CLI.

let sandbox: Sandbox;
const open: TestClient[] = [];

beforeAll(() => {
  sandbox = createSandbox();
});
afterAll(async () => {
  await Promise.all(open.map((client) => client.close()));
  sandbox.remove();
});

async function start(generation: Generation, options?: ConnectOptions): Promise<TestClient> {
  const client = await connect(generation, sandbox, options);
  open.push(client);
  return client;
}

/** Unique, so that no test is given another one's answer. */
let count = 0;
const fresh = (text: string): string => `${text} (${(count += 1)})`;

describe.each(GENERATIONS)('a client of %s', (generation) => {
  let client: TestClient;
  beforeAll(async () => {
    client = await start(generation);
  });

  test('is given an answer, its session and what it cost, with progress on the way', async () => {
    const { call } = client;
    const lines: { progress: number; message?: string | undefined }[] = [];
    const prompt = fresh('[[pace 60]] What is up?');
    const reply = await call('sample_request', { prompt }, { onprogress: (line) => lines.push(line) });
    expect(reply.isError).toBe(false);
    expect(reply.texts[0]).toContain(`You asked: "${prompt}"`);
    expect(reply.structured).toEqual({
      status: 'completed',
      provider: 'sample',
      cli: 'sample',
      model: 'sample-small',
      correlationId: expect.any(String),
      sessionId: expect.any(String),
      jobId: expect.any(String),
      durationMs: expect.any(Number),
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
      cachedInputTokens: 0,
      exitCode: 0,
      retryCount: 0,
      warnings: [],
      answer: reply.texts[0],
    });
    expect(lines[0]?.message).toBe('Sample agent (offline) · starting · 0s');
    expect(lines.map(({ progress }) => progress)).toEqual(lines.map((_, index) => index + 1));
    const told = lines.length;
    await call('llm_job_status', { jobId: reply.structured['jobId'] });
    expect(lines).toHaveLength(told);
  });

  test('continues a conversation by the session id of the answer', async () => {
    const { call } = client;
    const first = await call('sample_request', { prompt: fresh('[[pace 0]] One') });
    const { sessionId } = first.structured;
    const second = await call('sample_request', { prompt: '[[pace 0]] [[history]]', sessionId });
    expect(JSON.parse(second.texts[0]!)).toEqual([expect.stringContaining('One')]);
    expect(second.structured['sessionId']).toBe(sessionId);
  });

  test('starts a request, looks at it, collects its answer', async () => {
    const { call } = client;
    const started = await call('sample_request_async', { prompt: fresh('[[sleep 300]] [[say Done.]] [[pace 0]]') });
    const { jobId } = started.structured;
    expect(started.structured).toMatchObject({
      status: 'deferred',
      pollWith: 'llm_job_status',
      fetchWith: 'llm_job_result',
      cancelWith: 'llm_job_cancel',
    });
    const looked = await call('llm_job_status', { jobId });
    expect(looked.structured).toMatchObject({ success: true, job: { id: jobId, cli: 'sample', exited: false } });
    const collected = await call('llm_job_result', { jobId, waitMs: 20_000 });
    expect(collected.structured).toMatchObject({ success: true, result: { status: 'completed', answer: 'Done.' } });
    expect(JSON.parse(collected.texts[0]!)).toEqual(collected.structured);
  });

  test('stops a request that it started', async () => {
    const { call } = client;
    const { jobId } = (await call('sample_request_async', { prompt: fresh('[[hang]]') })).structured;
    expect((await call('llm_job_cancel', { jobId })).structured).toEqual({ success: true, jobId });
    expect((await call('llm_job_status', { jobId })).structured).toMatchObject({ job: { status: 'canceled' } });
    expect((await call('llm_job_cancel', { jobId })).structured).toMatchObject({ success: false });
  });

  test('is told of a failure in a sentence and a category', async () => {
    const { call } = client;
    const reply = await call('sample_request', { prompt: fresh('[[fail auth_required]]') });
    expect(reply.isError).toBe(true);
    expect(reply.texts).toEqual(['The sample agent is not logged in. Next: Unset `SAMPLE_AGENT_LOGGED_OUT`.']);
    expect(reply.structured).toMatchObject({
      status: 'failed',
      provider: 'sample',
      exitCode: 1,
      errorCategory: 'auth_required',
      retryable: false,
      correlationId: expect.any(String),
      jobId: expect.any(String),
    });
  });

  test('reads the rest of a long answer page by page, or whole by its link', async () => {
    const { call, read } = client;
    const first = await call('sample_request', { prompt: fresh('[[pace 0]] [[big 25000]]') });
    const { jobId, nextOffset, answer } = first.structured as { jobId: string; nextOffset: number; answer: string };
    expect(answer).toHaveLength(10_000);
    const second = await call('llm_job_result', { jobId, offset: nextOffset, maxChars: 20_000 });
    const { result } = second.structured as { result: { answer: string; nextOffset?: number } };
    expect(result.nextOffset).toBeUndefined();
    expect(first.links).toEqual([`job://${jobId}/output`]);
    expect(answer + result.answer).toBe(await read(first.links[0]!));
    expect(answer + result.answer).toHaveLength(25_000);
  });
});

describe('tools', () => {
  let client: TestClient;
  beforeAll(async () => {
    client = await start('2026');
  });

  test('that ask are read-only under a read-only ceiling, so that a client may let them run', async () => {
    const { listTools } = await start('2026', { env: { LLM_GATEWAY_MAX_PERMISSION: 'read-only' } });
    const request = (await listTools()).find(({ name }) => name === 'sample_request');
    expect(request?.annotations).toEqual({ readOnlyHint: true, openWorldHint: true });
  });

  test('that only look cannot write, whatever the prompt says', async () => {
    const { call } = client;
    const file = path.join(sandbox.cwd, 'planted.txt');
    const reply = await call('llm_ask', { provider: 'sample', prompt: fresh(`[[write ${file}]] [[args]] [[pace 0]]`) });
    expect(reply.texts[0]).toContain('--permission=read-only');
    expect(existsSync(file)).toBe(false);
    expect((await call('llm_ask', { provider: 'sample', prompt: 'x', permission: 'full' })).isError).toBe(true);
  });

  test('show what would be started, and start nothing, on a dry run', async () => {
    const { call } = client;
    const reply = await call('sample_request', { prompt: 'Hi', dryRun: true, model: 'sample-large' });
    expect(reply.structured).toMatchObject({
      status: 'planned',
      plan: { provider: 'sample', permission: 'read-only', command: { args: expect.any(Array), stdinBytes: 2 } },
    });
    expect(JSON.parse(reply.texts[0]!)).toEqual(reply.structured['plan']);
  });

  test('say which conversations there are', async () => {
    const { call } = client;
    const { sessionId } = (await call('sample_request', { prompt: fresh('[[pace 0]] Hi') })).structured;
    expect((await call('session_get', { sessionId })).structured).toMatchObject({
      success: true,
      session: { id: sessionId, cli: 'sample', turns: 1 },
    });
    const { structured } = await call('session_list', { cli: 'sample', limit: 500 });
    expect(structured['sessions']).toContainEqual(expect.objectContaining({ id: sessionId }));
  });

  test('say what is unknown and where to look', async () => {
    const { call } = client;
    for (const tool of ['llm_job_status', 'llm_job_result', 'llm_job_cancel']) {
      const reply = await call(tool, { jobId: 'nobody' });
      expect(reply.isError).toBe(true);
      expect(reply.texts[0]).toContain('Job not found: "nobody".');
      expect(reply.structured).toMatchObject({ success: false, errorCategory: 'job_not_found' });
    }
    expect((await call('session_get', { sessionId: 'nobody' })).texts[0]).toContain(
      'There is no conversation "nobody".',
    );
  });

  test('name a field that nobody knows', async () => {
    const { call } = client;
    const reply = await call('sample_request', { prompt: 'Hi', bogus: 1 });
    expect(reply.isError).toBe(true);
    expect(reply.structured).toMatchObject({ errorCategory: 'invalid_request', provider: 'sample' });
    expect(reply.texts[0]).toContain('"bogus"');
  });
});

describe('a call that would outlive its client’s patience', () => {
  test('is answered with a job, and the answer can be collected', async () => {
    const { call } = await start('2026', { env: { SYNC_DEADLINE_MS: '200' } });
    const reply = await call('sample_request', { prompt: fresh('[[sleep 1500]] [[say Late.]] [[pace 0]]') });
    expect(reply.isError).toBe(false);
    expect(reply.structured).toMatchObject({ status: 'deferred', jobStatus: 'running', fetchWith: 'llm_job_result' });
    const { jobId } = reply.structured;
    expect(reply.texts[0]).toContain(`llm_job_result {"jobId":"${String(jobId)}","waitMs":30000}`);
    let answer = '';
    // Each wait is cut to the same patience.
    for (let round = 0; round < 40 && answer === ''; round += 1) {
      const { result } = (await call('llm_job_result', { jobId, waitMs: 30_000 })).structured as {
        result: { status: string; answer: string };
      };
      if (result.status === 'completed') ({ answer } = result);
    }
    expect(answer).toBe('Late.');
  });

  test('goes on when the client went away in the meantime', async () => {
    const first = await connect('2026', sandbox, { env: { SYNC_DEADLINE_MS: '200' } });
    const { structured } = await first.call('sample_request', {
      prompt: fresh('[[sleep 1000]] [[say Still here.]] [[pace 0]]'),
    });
    await first.close();
    const second = await start('first');
    await expect
      .poll(async () => (await second.call('llm_job_status', { jobId: structured['jobId'] })).structured['job'], {
        timeout: 15_000,
        interval: 200,
      })
      .toMatchObject({ exited: true });
  });
});

describe('a call that the client cancels', () => {
  const jobOf = async (correlationId: string): Promise<Job | undefined> => {
    const { stdout } = await runCommand(sandbox, ['jobs', '--json']);
    const { jobs } = JSON.parse(stdout) as { jobs: Job[] };
    return jobs.find((job) => job.correlationId === correlationId);
  };
  const status = async (correlationId: string) => (await jobOf(correlationId))?.status;

  test('because its person wants to stop ends the run', async () => {
    const { call } = await start('first');
    const stop = new AbortController();
    const request = { prompt: fresh('[[hang]]'), correlationId: 'stopped by a person' };
    const asked = call('sample_request', request, { signal: stop.signal, onprogress: () => stop.abort() });
    await expect(asked).rejects.toThrow();
    await expect.poll(() => status('stopped by a person'), { timeout: 15_000 }).toBe('canceled');
  });

  test('because it waited long enough lets the run go on, to be collected', async () => {
    const { call } = await start('first');
    const request = { prompt: fresh('[[sleep 1500]] [[say Kept.]] [[pace 0]]'), correlationId: 'waited long enough' };
    await expect(call('sample_request', request, { timeout: 300 })).rejects.toThrow('timed out');
    await expect.poll(() => status('waited long enough'), { timeout: 15_000 }).toBe('completed');
    const job = await jobOf('waited long enough');
    expect((await call('llm_job_result', { jobId: job!.id })).structured).toMatchObject({
      result: { answer: 'Kept.' },
    });
  });
});
