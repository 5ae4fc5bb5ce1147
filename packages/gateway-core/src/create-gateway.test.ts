import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import createSampleProvider from '../../../examples/provider-sample/src/index.js';
import { createGateway, type AgentEvent, type Gateway } from './index.js';

const opened: { gateway: Gateway; home: string }[] = [];

async function openGateway(environment: Record<string, string> = {}): Promise<Gateway> {
  const home = mkdtempSync(path.join(tmpdir(), 'llm-gateway-'));
  const gateway = await createGateway({
    providers: [createSampleProvider()],
    environment: { PATH: process.env['PATH'], HOME: home, LLM_GATEWAY_HOME: path.join(home, 'data'), ...environment },
  });
  opened.push({ gateway, home });
  return gateway;
}

afterEach(async () => {
  for (const { gateway, home } of opened.splice(0)) {
    await gateway.close();
    rmSync(home, { recursive: true, force: true });
  }
});

test('answers a question and remembers it in the next turn of the session', async () => {
  const gateway = await openGateway();
  const events: AgentEvent[] = [];
  const first = await gateway.start(
    { provider: 'sample', prompt: 'my secret is BANANA42' },
    { onEvent: (event) => events.push(event) },
  );
  const ended = await first.ended;
  expect(ended).toMatchObject({ status: 'completed', exitCode: 0, attempts: 1 });
  expect(ended.sessionId).toBeDefined();
  expect(events.map(({ type }) => type)).toContain('result');

  const second = await gateway.start({ provider: 'sample', prompt: '[[history]]', sessionId: ended.sessionId! });
  await second.ended;
  expect((await gateway.jobs.result(second.id)).answer).toContain('BANANA42');
});
