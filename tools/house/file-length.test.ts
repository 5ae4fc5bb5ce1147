import { expect, test } from 'vitest';
import { findLongFiles } from './file-length.mjs';
import { treeFrom } from './read-tree.mjs';

const lines = (count: number): string => 'line\n'.repeat(count);

test('a file above its limit is found, one at its limit is not', () => {
  const tree = treeFrom({
    'packages/gateway-core/src/long.ts': lines(401),
    'packages/gateway-core/src/right.ts': lines(400),
    'README.md': lines(201),
    'packages/gateway-core/README.md': lines(121),
    'docs/decisions/0001-x.md': lines(41),
    'docs/configuration.md': lines(300),
  });
  expect(findLongFiles(tree).map(({ file, fault }: { file: string; fault: string }) => `${file} ${fault}`)).toEqual([
    'packages/gateway-core/src/long.ts has 401 lines, 400 is the limit',
    'README.md has 201 lines, 200 is the limit',
    'packages/gateway-core/README.md has 121 lines, 120 is the limit',
    'docs/decisions/0001-x.md has 41 lines, 40 is the limit',
  ]);
});

test('what programs made or printed may be long', () => {
  const tree = treeFrom({
    'packages/provider-claude/fixtures/2.1.330-new.ts': lines(500),
    'e2e/clis/recordings/codex/notes.md': lines(500),
    'packages/gateway-core/CHANGELOG.md': lines(500),
    'pnpm-lock.yaml': lines(5000),
  });
  expect(findLongFiles(tree)).toEqual([]);
});
