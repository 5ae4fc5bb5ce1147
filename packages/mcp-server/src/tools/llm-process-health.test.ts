import { afterEach, expect, test } from 'vitest';
import { connect, type TestClient } from '../testing/connect.js';
import { createSandbox, type Sandbox } from '../testing/sandbox.js';

let sandbox: Sandbox;
let client: TestClient;
afterEach(async () => {
  await client.close();
  sandbox.remove();
});

test('a running job is shown with what its whole tree costs, and an ended one no longer', async () => {
  sandbox = createSandbox();
  client = await connect('2026', sandbox);
  const { call } = client;
  const health = async () => (await call('llm_process_health', {})).structured;
  expect(await health()).toEqual({ running: 0, queued: 0, dead: 0, jobs: [] });

  const { structured } = await call('sample_request_async', { prompt: '[[grandchild]] [[hang]]' });
  const { jobId } = structured;
  // The agent and what it has started.
  await expect
    .poll(health, { timeout: 10_000 })
    .toMatchObject({ running: 1, jobs: [{ id: jobId, provider: 'sample', status: 'running', processes: 2 }] });
  const [job] = (await health())['jobs'] as [{ memoryBytes: number; pid: number }];
  expect(job.memoryBytes).toBeGreaterThan(1_000_000);
  expect(job.pid).toBeGreaterThan(1);

  await call('llm_job_cancel', { jobId });
  expect(await health()).toEqual({ running: 0, queued: 0, dead: 0, jobs: [] });
});
