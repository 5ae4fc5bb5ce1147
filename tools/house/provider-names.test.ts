import { expect, test } from 'vitest';
import { findProviderNames } from './provider-names.mjs';
import { treeFrom } from './read-tree.mjs';

const packages = { 'packages/provider-claude/package.json': '{}', 'packages/provider-grok/package.json': '{}' };

test('a provider named in the core is found, whatever its case', () => {
  const tree = treeFrom({ ...packages, 'packages/gateway-core/src/start.ts': '// fine\nconst isGrok = id === "x";\n' });
  expect(findProviderNames(tree)).toEqual([
    {
      file: 'packages/gateway-core/src/start.ts',
      line: 2,
      fault: 'names a provider ("Grok")',
      remedy: "Move what is said there into the provider's package, or say it of any CLI.",
    },
  ]);
});

test('tests, the facts about MCP clients and the providers themselves may name them', () => {
  const tree = treeFrom({
    ...packages,
    'packages/gateway-core/src/start.test.ts': 'claude',
    'packages/mcp-server/src/clients/limits.ts': 'claude-code',
    'packages/provider-claude/src/index.ts': 'claude',
  });
  expect(findProviderNames(tree)).toEqual([]);
});
