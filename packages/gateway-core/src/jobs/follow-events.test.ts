import { expect, test } from 'vitest';
import { makeHome, openTestGateway } from '../../test-support/open-test-gateway.js';
import { startGatewayProcess } from '../../test-support/start-gateway-process.js';
import type { AgentEvent } from '../provider.js';

async function take(events: AsyncIterable<AgentEvent>, onEvent: (event: AgentEvent) => void = () => undefined) {
  const all: AgentEvent[] = [];
  for await (const event of events) {
    all.push(event);
    onEvent(event);
  }
  return all;
}

const textOf = (events: readonly AgentEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.delta : '')).join('');

test('a job that another gateway runs is followed while it runs, and to its end', async () => {
  const home = makeHome();
  const other = await startGatewayProcess(home);
  const [started] = await other.start([{ provider: 'sample', prompt: '[[pace 100]] [[say one two three four five]]' }]);
  const { gateway } = await openTestGateway({}, { home });
  const states: string[] = [];
  const events = await take(gateway.jobs.follow(started!.id), ({ type }) => {
    if (type === 'text') void gateway.jobs.get(started!.id).then((job) => states.push(job!.status));
  });
  expect(textOf(events)).toBe('one two three four five');
  expect(events.filter(({ type }) => type === 'result')).toHaveLength(1);
  expect(states[0]).toBe('running');
  expect(await gateway.jobs.get(started!.id)).toMatchObject({ status: 'completed' });
  await other.kill();
});

test('a job that has ended is told again from its beginning', async () => {
  const { gateway, ask } = await openTestGateway();
  const { id } = await ask('[[say Kept.]]');
  expect(textOf(await take(gateway.jobs.follow(id)))).toBe('Kept.');
});

test('each try of a job that is tried again is told once', async () => {
  const { gateway } = await openTestGateway({ LLM_GATEWAY_RETRY_DELAY_MS: '300' });
  const { id } = await gateway.start({ provider: 'sample', prompt: '[[fail overloaded times 1]] [[say Done.]]' });
  const events = await take(gateway.jobs.follow(id));
  expect(events.filter(({ type }) => type === 'result')).toMatchObject([
    { failure: { code: 'overloaded' } },
    { stop: 'end-turn' },
  ]);
  expect(textOf(events)).toBe('Done.');
});

test('a request that was given the answer of another is told as that one', async () => {
  const { gateway, ask } = await openTestGateway();
  const first = await ask('[[say Once.]]');
  const second = await ask('[[say Once.]]');
  expect(second.deduplicatedFrom).toBe(first.id);
  expect(textOf(await take(gateway.jobs.follow(second.id)))).toBe('Once.');
});

test('a job that nobody knows is said to be unknown', async () => {
  const { gateway } = await openTestGateway();
  await expect(take(gateway.jobs.follow('nobody'))).rejects.toMatchObject({ code: 'job_not_found' });
});
