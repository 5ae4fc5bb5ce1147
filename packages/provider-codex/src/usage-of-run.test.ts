import type { SessionPlan } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { usageOfRun } from './usage-of-run.js';

// What 0.169.0 printed at the end of a second turn; the first one had used 123 and 6.
const total = { input_tokens: 223, cached_input_tokens: 80, cache_write_input_tokens: 0, output_tokens: 16 };
const usageBefore = { inputTokens: 123, cachedInputTokens: 30, outputTokens: 6 };

test('counts a new thread from zero', () => {
  expect(usageOfRun(total, { kind: 'new' })).toEqual({ inputTokens: 223, outputTokens: 16, cachedInputTokens: 80 });
});

test.each(['resume', 'fork'] as const)(
  'counts what this run of a %sd thread has used, not the whole thread',
  (kind) => {
    const session: SessionPlan = { kind, nativeId: 'x', detail: { mcpServers: [], usageBefore } };
    expect(usageOfRun(total, session)).toEqual({ inputTokens: 100, outputTokens: 10, cachedInputTokens: 50 });
  },
);

test('gives no count when it does not know what the thread had used before', () => {
  expect(usageOfRun(total, { kind: 'resume', nativeId: 'x', detail: { mcpServers: [] } })).toBeUndefined();
  expect(usageOfRun(total, undefined)).toBeUndefined();
});

test('gives no count when Codex gives none', () => {
  expect(usageOfRun(undefined, { kind: 'new' })).toBeUndefined();
});

test('never counts below zero, as when Codex began to count anew', () => {
  const session: SessionPlan = { kind: 'resume', detail: { usageBefore: { ...usageBefore, outputTokens: 99 } } };
  expect(usageOfRun(total, session)).toMatchObject({ outputTokens: 0 });
});
