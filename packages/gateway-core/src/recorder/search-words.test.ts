import { expect, test } from 'vitest';
import { searchWords } from './search-words.js';

test.each([
  ['two words', '"two" "words"'],
  ['"a whole phrase" and more', '"a whole phrase" "and" "more"'],
  ['begin*', '"begin"*'],
  ['foo-bar a:b NOT (x', '"foo-bar" "a:b" "NOT" "(x"'],
  ['an "open quote', '"an" "open" "quote"'],
  ['  * - ', ''],
])('%s', (typed, query) => {
  expect(searchWords(typed)).toBe(query);
});
