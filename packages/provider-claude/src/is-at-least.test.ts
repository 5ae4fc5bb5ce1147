import { expect, test } from 'vitest';
import { isAtLeast } from './is-at-least.js';

test.each([
  ['2.1.299', true],
  ['2.1.330', true],
  ['2.1.1000', true],
  ['2.2.0', true],
  ['10.0.0', true],
  ['unknown', true],
  ['2.1.298', false],
  ['2.1.30', false],
  ['1.9.999', false],
])('%s is at least 2.1.299: %s', (version, expected) => {
  expect(isAtLeast(version, '2.1.299')).toBe(expected);
});
