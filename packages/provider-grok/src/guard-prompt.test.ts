import { expect, test } from 'vitest';
import { guardPrompt } from './guard-prompt.js';

test.each([
  ['Explain this.'],
  ['-x --help'],
  ['!touch x'],
  ['$(touch x) `touch y` "z" %PATH%'],
  ['two\nlines\r\n'],
  ['😀 日本語 ünïcödé'],
  ['// a comment\n/* another */'],
  ['see /etc/hostname'],
  ['mail me@example.com'],
  ['/'],
])('leaves %j as it is', (prompt) => {
  expect(guardPrompt(prompt)).toBe(prompt);
});

test.each([
  ['/compact', '\u115F/compact'],
  ['/always-approve on', '\u115F/always-approve on'],
  [' \n\u3000/session-info', ' \n\u3000\u115F/session-info'],
])('%j is no command', (prompt, guarded) => {
  expect(guardPrompt(prompt)).toBe(guarded);
});

test.each([
  ['@notes.txt', '\u115F@notes.txt'],
  ['see @/etc/hostname and (@a.ts)', 'see \u115F@/etc/hostname and (\u115F@a.ts)'],
  ['a@b @ c.txt', 'a@b \u115F@ c.txt'],
  ['x@@c.txt', 'x@\u115F@c.txt'],
  ['/review @src/a.ts', '\u115F/review \u115F@src/a.ts'],
])('%j attaches no file', (prompt, guarded) => {
  expect(guardPrompt(prompt)).toBe(guarded);
});
