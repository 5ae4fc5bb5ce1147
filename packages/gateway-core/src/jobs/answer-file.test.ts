import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createAnswerFile } from './answer-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'llm-gateway-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function open() {
  count += 1;
  return createAnswerFile(path.join(folder, `answer-${count}`));
}

test('a new message takes the place of the one before', () => {
  const answer = open();
  answer.add('I will look. ', 'a');
  answer.add('It is ', 'b');
  answer.add('fine.', 'b');
  expect(answer.flush()).toBe(11);
  expect(readFileSync(answer.path, 'utf8')).toBe('It is fine.');
  expect(statSync(answer.path).mode & 0o777).toBe(0o600);
  answer.close();
});

test('a pair of surrogates that comes in two pieces is one character', () => {
  const answer = open();
  const [high, low] = ['🙂'.charAt(0), '🙂'.charAt(1)];
  answer.add(`a${high}`, undefined);
  answer.flush();
  answer.add(`${low}b`, undefined);
  answer.flush();
  expect(readFileSync(answer.path, 'utf8')).toBe('a🙂b');
  answer.close();
});

test('a whole answer takes the place of a longer one', () => {
  const answer = open();
  answer.add('x'.repeat(200_000), undefined);
  answer.replace('short');
  answer.flush();
  expect(readFileSync(answer.path, 'utf8')).toBe('short');
  expect(answer.start(3)).toBe('sho');
  answer.close();
});

test('an answer of white space is blank, and an empty one leaves no file', () => {
  const answer = open();
  expect(answer.flush()).toBe(0);
  expect(existsSync(answer.path)).toBe(false);
  answer.add(' \n', undefined);
  expect(answer.isBlank).toBe(true);
  answer.add('.', undefined);
  expect(answer.isBlank).toBe(false);
});
