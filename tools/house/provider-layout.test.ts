import { expect, test } from 'vitest';
import { findLayoutFaults } from './provider-layout.mjs';
import { treeFrom } from './read-tree.mjs';

const readme = `# @llm-gateway/provider-foo

## Install

\`\`\`sh
# not a heading
\`\`\`

## Use

## Options

## What maps to what

## What it cannot do

## Recorded versions

## Help
`;

const complete: Readonly<Record<string, string>> = Object.fromEntries([
  ...[
    'tsconfig.json',
    'tsup.config.ts',
    'fixtures/1.0.0-new.jsonl',
    ...['index', 'options', 'output-schema'].map((name) => `src/${name}.ts`),
    ...['interpret-options', 'resolve-session', 'build-command', 'parse-output', 'explain-failure']
      .concat('discover-models', 'plan-upgrade', 'list-sessions', 'check-login')
      .flatMap((name) => [`src/${name}.ts`, `src/${name}.test.ts`]),
  ].map((file): [string, string] => [`packages/provider-foo/${file}`, '']),
  ['packages/provider-foo/README.md', readme],
]);

test('a provider package with all files and headings passes, and may have more files', () => {
  expect(findLayoutFaults(treeFrom({ ...complete, 'packages/provider-foo/src/foo-home.ts': '' }))).toEqual([]);
});

test('a missing file, a missing test and missing fixtures are found', () => {
  const { ...files } = complete;
  delete files['packages/provider-foo/src/plan-upgrade.ts'];
  delete files['packages/provider-foo/src/parse-output.test.ts'];
  delete files['packages/provider-foo/fixtures/1.0.0-new.jsonl'];
  expect(
    findLayoutFaults(treeFrom(files)).map(({ file, fault }: { file: string; fault: string }) => `${file} ${fault}`),
  ).toEqual([
    'packages/provider-foo/src/plan-upgrade.ts is missing',
    'packages/provider-foo/src/parse-output.test.ts is missing',
    'packages/provider-foo/fixtures is missing',
  ]);
});

test('README headings in another order are found', () => {
  const swapped = readme.replace('## Use', '## Options').replace('## Options\n\n## What', '## Use\n\n## What');
  expect(findLayoutFaults(treeFrom({ ...complete, 'packages/provider-foo/README.md': swapped }))).toEqual([
    expect.objectContaining({ fault: expect.stringContaining('· ## Options · ## Use ·') }),
  ]);
});
