import { expect, test } from 'vitest';
import { testJob } from '../testing/test-job.js';
import { formatDuration, progressLine } from './progress-line.js';

test('one line says who is doing what for how long', () => {
  const line = (changes: Parameters<typeof testJob>[0]) => progressLine('Some Agent', testJob(changes), 72_400);
  expect(line({ status: 'running', progress: 'running tests' })).toBe('Some Agent · running tests · 1m 12s');
  expect(line({ status: 'running' })).toBe('Some Agent · working · 1m 12s');
  expect(line({ status: 'queued', queuePosition: 3 })).toBe('Some Agent · in the queue, place 3 · 1m 12s');
});

test('a job that has only just been queued is starting', () => {
  const job = testJob({ status: 'queued', queuePosition: 1 });
  expect(progressLine('Some Agent', job, 200)).toBe('Some Agent · starting · 0s');
});

test('durations are as long as they need to be', () => {
  expect([0, 999, 61_000, 3_600_000, 7_380_000].map(formatDuration)).toEqual(['0s', '0s', '1m 1s', '1h 0m', '2h 3m']);
});
