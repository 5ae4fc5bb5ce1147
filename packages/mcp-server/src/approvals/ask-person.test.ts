import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, GENERATIONS, type ConnectOptions, type Generation, type TestClient } from '../testing/connect.js';
import { startRawServer } from '../testing/raw-server.js';
import { createSandbox, type Sandbox } from '../testing/sandbox.js';

// The real server, real clients of each generation, and the sample agent.

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

let count = 0;
/** Scores 6, where `balanced` allows 5. No two are the same, so that none is given another one's answer. */
const dangerous = () => ({
  prompt: `[[pace 0]] [[say Done.]] Delete the old secrets (${(count += 1)}).`,
  permission: 'full',
  approvalStrategy: 'mcp_managed',
});

async function newest({ call }: TestClient): Promise<unknown> {
  const { structured } = await call('approval_list', { limit: 1 });
  return (structured['approvals'] as readonly unknown[])[0];
}

describe.each(GENERATIONS)('a client of %s that can ask its user', (generation) => {
  const questions: string[] = [];
  let answer: 'accept' | 'decline' | 'cancel' = 'accept';
  let client: TestClient;
  beforeAll(async () => {
    client = await start(generation, {
      onQuestion: (message) => {
        questions.push(message);
        return answer;
      },
    });
  });

  test('starts what its user accepts, once, and says who decided', async () => {
    answer = 'accept';
    questions.length = 0;
    const reply = await client.call('sample_request', dangerous());
    expect(reply.texts[0]).toBe('Done.');
    expect(reply.structured['approval']).toEqual({
      status: 'approved',
      decidedBy: 'person',
      policy: 'balanced',
      score: 6,
      maxScore: 5,
      reasons: [
        '+3 the permission "full" is asked: nothing is checked',
        '+3 the prompt speaks of destructive work or credentials (delete, secret)',
      ],
    });
    expect(questions).toEqual([
      `May Sample agent (offline) be started? The request scores 6, and the policy "balanced" allows 5:
  +3 the permission "full" is asked: nothing is checked
  +3 the prompt speaks of destructive work or credentials (delete, secret)
It is asked:
  > [[pace 0]] [[say Done.]] Delete the old secrets (${count}).`,
    ]);
    expect(await newest(client)).toMatchObject({ status: 'approved', decidedBy: 'person', cli: 'sample' });
  });

  test.each([
    ['decline', 'The person who was asked declined.'],
    ['cancel', 'The person who was asked gave no answer.'],
  ] as const)('starts nothing where its user answers "%s"', async (said, words) => {
    answer = said;
    const { isError, texts, structured } = await client.call('sample_request', dangerous());
    expect(isError).toBe(true);
    expect(texts[0]).toContain(words);
    expect(texts[0]).toContain('Next: Ask for a lower permission; leave destructive work');
    expect(structured).toMatchObject({
      errorCategory: 'approval_denied',
      approval: { status: 'denied', decidedBy: 'person' },
    });
    expect(await newest(client)).toMatchObject({ status: 'denied', decidedBy: 'person' });
  });

  test('keeps the decision in a deferred reply', async () => {
    answer = 'accept';
    const reply = await client.call('sample_request_async', dangerous());
    expect(reply.structured).toMatchObject({ status: 'deferred', approval: { decidedBy: 'person' } });
  });

  test('asks nobody about what the policy approves, or about a dry run', async () => {
    questions.length = 0;
    const fine = await client.call('sample_request', { ...dangerous(), permission: 'read-only' });
    expect(fine.structured['approval']).toMatchObject({ status: 'approved', decidedBy: 'policy', score: 3 });
    const plan = await client.call('sample_request', { ...dangerous(), dryRun: true });
    expect(plan.structured).toMatchObject({ status: 'planned', plan: { depth: 1, approval: { status: 'denied' } } });
    expect(questions).toEqual([]);
  });

  test('cannot lift the ceiling', async () => {
    const asked: string[] = [];
    const { call } = await start(generation, {
      env: { LLM_GATEWAY_MAX_PERMISSION: 'edit' },
      onQuestion: (message) => {
        asked.push(message);
        return 'accept';
      },
    });
    const { structured } = await call('sample_request', dangerous());
    expect(structured).toMatchObject({ errorCategory: 'permission_exceeded' });
    expect(asked).toEqual([]);
  });
});

test.each(GENERATIONS)('for a client of %s that cannot ask, the policy decides', async (generation) => {
  const { call } = await start(generation);
  const { isError, structured } = await call('sample_request', dangerous());
  expect(isError).toBe(true);
  expect(structured).toMatchObject({
    errorCategory: 'approval_denied',
    retryable: false,
    approval: { status: 'denied', decidedBy: 'policy', score: 6 },
  });
});

test('an approval is asked for by its own field alone', async () => {
  const { call } = await start('2026');
  const reply = await call('sample_request', { ...dangerous(), approvalStrategy: 'legacy', approvalPolicy: 'strict' });
  expect(reply.isError).toBe(false);
  expect(reply.structured).not.toHaveProperty('approval');
});

test('an answer counts for the request that it was given to, and for no other', async () => {
  const server = startRawServer(sandbox);
  const ask = async (fields: Record<string, unknown>, more: Record<string, unknown> = {}) => {
    const { result } = await server.request('tools/call', {
      name: 'sample_request',
      arguments: fields,
      _meta: {
        [PROTOCOL_VERSION_META_KEY]: '2026-07-28',
        [CLIENT_INFO_META_KEY]: { name: 'raw', version: '1.0.0' },
        [CLIENT_CAPABILITIES_META_KEY]: { elicitation: {} },
      },
      ...more,
    });
    // Nothing but the fields that this test looks at.
    return result as { resultType?: string; requestState?: string; structuredContent?: Record<string, unknown> };
  };
  const [first, second] = [dangerous(), dangerous()];
  const { resultType, requestState } = await ask(first);
  expect(resultType).toBe('input_required');
  const accepted = { inputResponses: { approval: { action: 'accept' } } };
  expect((await ask(first, accepted)).resultType).toBe('input_required');
  expect((await ask(first, { ...accepted, requestState: `${requestState}x` })).resultType).toBe('input_required');
  expect((await ask(second, { ...accepted, requestState })).resultType).toBe('input_required');
  expect((await ask(first, { ...accepted, requestState })).structuredContent).toMatchObject({
    status: 'completed',
    approval: { decidedBy: 'person' },
  });
  server.child.stdin.end();
  await server.ended;
});
