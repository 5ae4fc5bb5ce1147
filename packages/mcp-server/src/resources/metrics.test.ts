import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type TestClient } from '../testing/connect.js';
import { createSandbox, type Sandbox } from '../testing/sandbox.js';

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

const read = async (uri: string): Promise<Record<string, unknown>> => JSON.parse(await client.read(uri));

test('metrics and health are read as resources', async () => {
  const at = { generatedAt: expect.any(String) };
  const ready = { id: 'sample', state: 'ready', breaker: 'closed' };
  const idle = { running: 0, queued: 0 };
  expect(await read('metrics://performance')).toEqual({ ...at, providers: [] });
  expect(await read('metrics://process-health')).toEqual({ ...at, ...idle, dead: 0, jobs: [] });
  expect(await read('health://status')).toEqual({
    ...at,
    status: 'ok',
    record: { state: 'ok' },
    jobs: idle,
    providers: [ready],
    failures: [],
  });
});

test('a limit is told by the reply, by the next one, and by the health', async () => {
  const ask = (prompt: string) => client.call('sample_request', { prompt });
  const first = await ask('[[fail rate_limited after 90000]]');
  const { retryAt } = first.structured as { retryAt: string };
  const second = await ask('[[say hello]]');
  expect(second.isError).toBe(true);
  expect(second.texts[0]).toContain(`its limit lasts until ${retryAt}`);
  expect(second.structured).toMatchObject({ errorCategory: 'rate_limited', retryable: true, retryAt });
  expect(await read('health://status')).toMatchObject({
    status: 'degraded',
    providers: [{ id: 'sample', state: 'limited', limitedUntil: retryAt }],
  });
  expect(await read('metrics://performance')).toMatchObject({
    providers: [{ provider: 'sample', requests: 2, failed: 1, refused: 1, successRate: 0 }],
  });
});
