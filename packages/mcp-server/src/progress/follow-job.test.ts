import { setTimeout as delay } from 'node:timers/promises';
import type { Gateway } from '@llm-gateway/core';
import { expect, test, vi } from 'vitest';
import { testJob } from '../testing/test-job.js';
import { followJob } from './follow-job.js';

/** As much of a gateway as following a job looks at. */
const gateway = {
  jobs: { get: async () => testJob({ status: 'running', progress: 'reading' }) },
} as unknown as Gateway;

function follow(gaps: { shortestGapMs: number; longestGapMs: number }) {
  const lines: { line: string; at: number }[] = [];
  const say = (line: string) => lines.push({ line, at: performance.now() });
  const follower = followJob({
    gateway,
    jobId: 'job-1',
    displayName: 'Some Agent',
    since: performance.now(),
    say,
    ...gaps,
  });
  return { ...follower, lines };
}

test('the first line comes at once', async () => {
  const { lines, stop } = follow({ shortestGapMs: 60_000, longestGapMs: 60_000 });
  await vi.waitFor(() => expect(lines[0]?.line).toBe('Some Agent · reading · 0s'));
  stop();
});

test('a hundred events within the shortest gap make one line, not a hundred', async () => {
  const { lines, touch, stop } = follow({ shortestGapMs: 100, longestGapMs: 60_000 });
  for (let event = 0; event < 100; event += 1) touch();
  await vi.waitFor(() => expect(lines).toHaveLength(2));
  expect(lines[1]!.at - lines[0]!.at).toBeGreaterThan(50);
  stop();
});

test('silence is broken', async () => {
  const { lines, stop } = follow({ shortestGapMs: 10, longestGapMs: 30 });
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(3));
  stop();
});

test('nothing is said after the end', async () => {
  const { lines, touch, stop } = follow({ shortestGapMs: 1, longestGapMs: 5 });
  stop();
  touch();
  await delay(30);
  expect(lines).toEqual([]);
});
