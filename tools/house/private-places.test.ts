import { expect, test } from 'vitest';
import { findPrivatePlaces } from './private-places.mjs';
import { treeFrom } from './read-tree.mjs';

// Written in pieces, so that this file does not break the rule that it tests.
const place = (...parts: readonly string[]): string => ['', ...parts].join('/');

test.each([
  place('root', '.config', 'x'),
  place('home', 'jane', 'x'),
  place('Users', 'jane', 'x'),
  place('builds', 'llm-gateway', 'x'),
  ['C:', 'Users', 'jane'].join('\\'),
  ['https://registry', 'npmjs', 'org/x'].join('.'),
  ['registry', 'https://packages.example'].join(' = '),
])('%s is found', (text) => {
  const tree = treeFrom({ 'docs/a.md': `first\n${text}\n` });
  expect(findPrivatePlaces(tree, place('builds', 'llm-gateway'))).toEqual([
    expect.objectContaining({ file: 'docs/a.md', line: 2 }),
  ]);
});

test('the neutral places of recordings, the temporary folder and words that look alike pass', () => {
  const text =
    '/home/user/.claude /work/project/a.ts /tmp/x ./root/x src/home/jane/x https://nodejs.org registry.get(x)';
  expect(findPrivatePlaces(treeFrom({ 'docs/a.md': text }), '/work/project')).toEqual([]);
});
