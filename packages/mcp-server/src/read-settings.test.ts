import { expect, test } from 'vitest';
import { readSettings } from './read-settings.js';

test('without settings the client decides how long a call waits', () => {
  expect(readSettings({ SYNC_DEADLINE_MS: '' })).toEqual({});
});

test('SYNC_DEADLINE_MS is read', () => {
  expect(readSettings({ SYNC_DEADLINE_MS: '0' })).toEqual({ syncDeadlineMs: 0 });
});

test('a deadline that is no number is refused with what to do', () => {
  expect(() => readSettings({ SYNC_DEADLINE_MS: '45s' })).toThrow(
    expect.objectContaining({
      message: 'SYNC_DEADLINE_MS is "45s", but must be a whole number from 0.',
      hint: 'Set SYNC_DEADLINE_MS to milliseconds (0: never), or unset it.',
    }),
  );
});
