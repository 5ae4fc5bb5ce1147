import { expect, test } from 'vitest';
import { treeFrom } from './read-tree.mjs';
import { findBadManners } from './test-manners.mjs';

/** `~` stands for a dot, so that this file does not break the rules that it tests. */
function faultsOf(text: string): readonly string[] {
  const content = text.replaceAll('~', '.');
  const tree = treeFrom({ 'packages/a/src/x.ts': '', 'packages/a/src/x.test.ts': content });
  return findBadManners(tree).map(({ line, fault }: { line: number; fault: string }) => `${line} ${fault}`);
}

test.each([
  ['mock', "vi~mock('node:fs');", 'mocks a module'],
  ['fake clock', 'vi~useFakeTimers();', 'fakes the clock'],
  ['only', "test~only('x', f);", 'runs nothing but one test'],
  ['only with a table', "test.concurrent~only('x', f);", 'runs nothing but one test'],
  ['todo', "it~todo('x');", 'promises a test'],
  ['skip', "describe~skip('x', f);", 'skips a test without saying why'],
  ['conditional skip', "test~skipIf(isWindows)('x', f);", 'skips a test without saying why'],
])('%s is found', (_, line, fault) => {
  expect(faultsOf(`import x;\n${line}\n`)).toEqual([`2 ${fault}`]);
});

test('a skip with its reason above it or behind it passes', () => {
  const skip = "test~skip('x', f);";
  expect(faultsOf(`// Windows has no process groups.\n${skip}\n${skip} // the same\n`)).toEqual([]);
});

test('a test in a folder without code is found', () => {
  const tree = treeFrom({ 'packages/a/src/x.ts': '', 'packages/a/test/x.test.ts': '', 'e2e/x.test.ts': '' });
  expect(findBadManners(tree)).toEqual([
    expect.objectContaining({ file: 'packages/a/test/x.test.ts', fault: 'lies beside no code' }),
  ]);
});
