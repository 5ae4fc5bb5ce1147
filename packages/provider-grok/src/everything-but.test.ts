import { expect, test } from 'vitest';
import { everythingBut, literal } from './everything-but.js';

test('every name but one', () => {
  expect(everythingBut(['src'])).toMatchInlineSnapshot(`
    [
      "[!s]*",
      "s",
      "s[!r]*",
      "sr",
      "sr[!c]*",
      "src?*",
    ]
  `);
});

test('every name but several', () => {
  expect(everythingBut(['docs', 'do', 'web'])).toMatchInlineSnapshot(`
    [
      "[!dw]*",
      "d",
      "d[!o]*",
      "do[!c]*",
      "doc",
      "doc[!s]*",
      "docs?*",
      "w",
      "w[!e]*",
      "we",
      "we[!b]*",
      "web?*",
    ]
  `);
});

test('no names are left out: everything', () => {
  expect(everythingBut([])).toEqual(['?*']);
});

test('what means something in a glob stands for itself', () => {
  expect(everythingBut(['[]', '[-', '[!'])).toMatchInlineSnapshot(`
    [
      "[![]*",
      "[[]",
      "[[][!]!-]*",
      "[[][]]?*",
      "[[]-?*",
      "[[]!?*",
    ]
  `);
  expect(literal('a*b?[c]')).toBe('a[*]b[?][[]c[]]');
});

test('letters outside the basic plane stay whole', () => {
  expect(everythingBut(['😀'])).toEqual(['[!😀]*', '😀?*']);
});
