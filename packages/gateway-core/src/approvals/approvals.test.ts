import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import createSampleProvider from '../../../../examples/provider-sample/src/index.js';
import { makeHome, openTestGateway } from '../../test-support/open-test-gateway.js';
import type { Gateway, GatewayRequest, Provider } from '../index.js';

const managed: Partial<GatewayRequest> = { approvalStrategy: 'mcp_managed' };
const dangerous: GatewayRequest = {
  provider: 'sample',
  prompt: '[[pace 0]] Delete the secrets.',
  permission: 'full',
  approvalStrategy: 'mcp_managed',
};

test('what a policy approves starts with the permission that was asked, and never more', async () => {
  const { gateway, ask } = await openTestGateway();
  for (const permission of ['read-only', 'edit', 'full'] as const) {
    const plan = await gateway.plan({ provider: 'sample', prompt: 'x', permission, ...managed });
    expect(plan).toMatchObject({ permission, approval: { status: 'approved' } });
  }
  expect((await gateway.plan({ provider: 'sample', prompt: 'x', ...managed })).permission).toBe('read-only');
  const { approval } = await ask('[[pace 0]] Hello', { ...managed, permission: 'edit' });
  expect(approval).toMatchObject({
    status: 'approved',
    decidedBy: 'policy',
    policy: 'balanced',
    score: 2,
    maxScore: 5,
  });
});

test('what it denies is refused with the reasons and what to change, and nothing starts', async () => {
  const { gateway } = await openTestGateway();
  await expect(gateway.start(dangerous)).rejects.toMatchObject({
    code: 'approval_denied',
    message:
      'The request scores 6, and the approval policy "balanced" allows 5: +3 the permission "full" is asked: nothing is checked; +3 the prompt speaks of destructive work or credentials (delete, secret).',
    hint: 'Ask for a lower permission; leave destructive work and credentials out of the prompt.',
    approval: { status: 'denied', score: 6 },
  });
  const [job] = await gateway.jobs.list();
  expect(job).toMatchObject({
    status: 'failed',
    attempts: 0,
    error: { category: 'approval_denied' },
    approval: { status: 'denied' },
  });
});

test('a dry run shows the decision and the depth, and records nothing', async () => {
  const { gateway } = await openTestGateway({ LLM_GATEWAY_DEPTH: '1' });
  expect(await gateway.plan(dangerous)).toMatchObject({ depth: 2, approval: { status: 'denied', score: 6 } });
  expect(await gateway.approvals.list()).toEqual([]);
});

test('every decision is recorded, with a hash of the prompt and not the prompt', async () => {
  const { gateway } = await openTestGateway();
  await expect(gateway.start(dangerous, { client: 'test', detached: true })).rejects.toThrow();
  const started = await gateway.start({ ...dangerous, approvalPolicy: 'permissive', mcpServers: ['other'] });
  await started.ended;
  const [approved, denied] = await gateway.approvals.list();
  expect(approved).toMatchObject({
    status: 'approved',
    policy: 'permissive',
    operation: 'sample_request',
    requestId: started.id,
    mcpServers: ['other'],
  });
  expect(denied).toEqual({
    id: expect.any(String),
    requestId: (await gateway.jobs.list({ status: 'failed' }))[0]?.id,
    decidedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    status: 'denied',
    decidedBy: 'policy',
    policy: 'balanced',
    provider: 'sample',
    operation: 'sample_request_async',
    client: 'test',
    permission: 'full',
    score: 6,
    maxScore: 5,
    reasons: [
      '+3 the permission "full" is asked: nothing is checked',
      '+3 the prompt speaks of destructive work or credentials (delete, secret)',
    ],
    violations: [],
    mcpServers: [],
    bypass: true,
    fullAuto: false,
    depth: 1,
    promptSha256: createHash('sha256').update(dangerous.prompt).digest('hex'),
  });
  expect(await gateway.approvals.list({ provider: 'other' })).toEqual([]);
  expect(await gateway.approvals.list({ limit: 1 })).toHaveLength(1);
});

test('with APPROVAL_LOG_PROMPTS=1 the record has the first words, redacted', async () => {
  const { gateway, ask } = await openTestGateway({ APPROVAL_LOG_PROMPTS: '1' });
  await ask(`[[pace 0]] Use Bearer ${'x1'.repeat(12)} now. ${'a'.repeat(1_000)}`, managed);
  const [{ promptPreview } = { promptPreview: undefined }] = await gateway.approvals.list();
  expect(promptPreview).toMatch(/^\[\[pace 0\]\] Use Bearer \[redacted\] now\. a+$/);
  expect(promptPreview).toHaveLength(200);
});

test('where no text is to be recorded, none is', async () => {
  const { gateway, ask } = await openTestGateway({ APPROVAL_LOG_PROMPTS: '1', LLM_GATEWAY_LOG_PROMPTS: 'none' });
  await ask('[[pace 0]] Hi', managed);
  expect((await gateway.approvals.list())[0]).not.toHaveProperty('promptPreview');
});

test('a request that asks for no approval is neither scored nor recorded', async () => {
  const { gateway, ask } = await openTestGateway({ LLM_GATEWAY_APPROVAL_POLICY: 'strict' });
  const { approvalStrategy: _, ...legacy } = dangerous;
  const result = await ask(legacy.prompt, { permission: 'full', approvalPolicy: 'strict', approvalStrategy: 'legacy' });
  expect(result.status).toBe('completed');
  expect(result).not.toHaveProperty('approval');
  expect(await gateway.approvals.list()).toEqual([]);
});

test('the policy of the environment holds for requests that name none', async () => {
  const { gateway } = await openTestGateway({ LLM_GATEWAY_APPROVAL_POLICY: 'strict' });
  const request = { provider: 'sample', prompt: 'x', permission: 'full' as const, ...managed };
  expect((await gateway.plan(request)).approval).toMatchObject({ policy: 'strict', status: 'denied' });
  expect((await gateway.plan({ ...request, approvalPolicy: 'balanced' })).approval).toMatchObject({
    policy: 'balanced',
    status: 'approved',
  });
});

test('a field of the provider’s own that asks for more counts by itself', async () => {
  const { gateway } = await openTestGateway();
  const request = { provider: 'sample', prompt: 'x', ...managed };
  const { approval, permission } = await gateway.plan({
    ...request,
    permission: 'edit',
    options: { unattended: true },
  });
  expect(permission).toBe('edit');
  expect(approval).toMatchObject({ status: 'denied', score: 7, bypass: true, fullAuto: true });
});

test('an agent that can only run unchecked is scored as what it is', async () => {
  // The tests need no types of its options.
  const sample = createSampleProvider() as Provider;
  const provider = { ...sample, features: { ...sample.features, permissions: ['full'] as const } };
  const { gateway } = await openTestGateway({}, { provider });
  const { approval } = await gateway.plan({ provider: 'sample', prompt: 'x', ...managed });
  expect(approval).toMatchObject({ score: 3, bypass: true });
});

test.each([
  ['accept', 'approved'],
  ['decline', 'denied'],
  ['cancel', 'denied'],
] as const)('a person’s "%s" to a denial is recorded as theirs', async (personSaid, status) => {
  const { gateway } = await openTestGateway();
  const attempt = gateway.start(dangerous, { personSaid });
  if (status === 'denied') {
    await expect(attempt).rejects.toMatchObject({
      code: 'approval_denied',
      message: expect.stringContaining('The person who was asked'),
    });
  } else {
    expect(await (await attempt).ended).toMatchObject({ status: 'completed', approval: { decidedBy: 'person' } });
  }
  expect(await gateway.approvals.list()).toMatchObject([{ status, decidedBy: 'person', score: 6 }]);
});

test('no answer of a person lifts the ceiling, or denies what the policy approved', async () => {
  const { gateway } = await openTestGateway({ LLM_GATEWAY_MAX_PERMISSION: 'edit' });
  await expect(gateway.start(dangerous, { personSaid: 'accept' })).rejects.toMatchObject({
    code: 'permission_exceeded',
  });
  const harmless = { provider: 'sample', prompt: '[[pace 0]] Hi', ...managed };
  const { ended } = await gateway.start(harmless, { personSaid: 'decline' });
  expect(await ended).toMatchObject({ status: 'completed', approval: { decidedBy: 'policy' } });
});

test('two gateways record their decisions in one list', async () => {
  const home = makeHome();
  const gateways = await Promise.all([openTestGateway({}, { home }), openTestGateway({}, { home })]);
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => gateways[index % 2]!.gateway.start(dangerous).catch(() => undefined)),
  );
  const [one, two] = await Promise.all(gateways.map(({ gateway }) => gateway.approvals.list()));
  expect(one).toHaveLength(20);
  expect(two).toEqual(one);
});

test('agents that ask each other in a chain come to an end, with a sentence', async () => {
  const { gateway, ask } = await openTestGateway({ LLM_GATEWAY_DEPTH: '2' });
  const { id } = await ask('[[pace 0]] Hi');
  expect(depthOnRecord(gateway, id)).toBe(3);
  expect((await gateway.plan({ provider: 'sample', prompt: 'x' })).depth).toBe(3);

  const deeper = await openTestGateway({ LLM_GATEWAY_DEPTH: '3' });
  await expect(deeper.ask('Hi')).rejects.toMatchObject({
    code: 'permission_exceeded',
    message: 'This request would be agent 4 in a chain in which each one asked the next, and 3 are allowed.',
    hint: "Do the work here; only the gateway's owner can raise LLM_GATEWAY_MAX_DEPTH.",
  });
  const raised = await openTestGateway({ LLM_GATEWAY_DEPTH: '3', LLM_GATEWAY_MAX_DEPTH: '4' });
  expect((await raised.ask('[[pace 0]] Hi')).status).toBe('completed');
});

function depthOnRecord({ databasePath }: Gateway, id: string): unknown {
  const database = new Database(databasePath, { readonly: true });
  try {
    return database.prepare('select depth from requests where id = ?').pluck().get(id);
  } finally {
    database.close();
  }
}
