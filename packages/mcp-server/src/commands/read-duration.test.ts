import { expect, test } from 'vitest';
import { readDuration } from './read-duration.js';

test('durations are read as people write them', () => {
  expect(['90s', '10m', '2h', '45', '1.5m'].map(readDuration)).toEqual([90_000, 600_000, 7_200_000, 45_000, 90_000]);
});

test('anything else is refused', () => {
  for (const text of ['', 'soon', '-5s', '10 m']) expect(() => readDuration(text)).toThrow('It must look like');
});
