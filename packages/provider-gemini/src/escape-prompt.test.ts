import { expect, test } from 'vitest';
import { escapePrompt } from './escape-prompt.js';

test('keeps a leading slash from being a command', () => {
  expect(escapePrompt('/quit now').text).toBe(' /quit now');
});

test('keeps names after an @ from being attached', () => {
  expect(escapePrompt('@README.md, a@b.c and "@src/a b"').text).toBe(String.raw`\@README.md, a\@b.c and "\@src/a b"`);
});

test.each([
  '// a comment',
  '/* a comment */',
  'look at /etc',
  'a @ b, and @, too',
  String.raw`already \@escaped`,
  '-x',
  '!ls',
  '$(touch x)',
  '  two\nlines\r\n',
  '🙂',
])('leaves %j as it is', (prompt) => {
  expect(escapePrompt(prompt)).toEqual({ text: prompt, isChanged: false });
});
