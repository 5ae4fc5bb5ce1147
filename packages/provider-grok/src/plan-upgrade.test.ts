import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { planUpgrade } from './plan-upgrade.js';

test.each([
  ['npm', 'latest', ['npm', 'install', '--global', '@xai-official/grok@latest']],
  ['pnpm', '1.0.41', ['pnpm', 'add', '--global', '@xai-official/grok@1.0.41']],
  ['other', 'latest', ['/usr/local/bin/agent', 'update']],
  ['other', '1.0.41', ['/usr/local/bin/agent', 'update', '--version=1.0.41']],
] as const)('installed by %s, to %s', (method, target, command) => {
  const { commands } = planUpgrade(target, testContext({ installation: { method } }));
  expect(commands.map(({ file, args }) => [file, ...args])).toEqual([command]);
});

test('leaves what Homebrew installed to Homebrew', () => {
  expect(planUpgrade('latest', testContext({ installation: { method: 'homebrew' } }))).toMatchInlineSnapshot(`
    {
      "commands": [],
      "note": ""/usr/local/lib/node_modules/agent/bin/agent.js" belongs to Homebrew: run \`brew upgrade\` for it.",
      "strategy": "manual",
    }
  `);
});

test.each([['--help'], ['../x'], ['other@1.0.0'], ['']])('never takes %j for a version', (target) => {
  expect(planUpgrade(target, testContext()).commands).toEqual([]);
});
