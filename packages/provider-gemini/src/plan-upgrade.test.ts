import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { planUpgrade } from './plan-upgrade.js';

test.each([
  ['npm', { file: 'npm', args: ['install', '--global', '@google/gemini-cli@0.61.0'] }],
  ['pnpm', { file: 'pnpm', args: ['add', '--global', '@google/gemini-cli@0.61.0'] }],
  ['yarn', { file: 'yarn', args: ['global', 'add', '@google/gemini-cli@0.61.0'] }],
  ['bun', { file: 'bun', args: ['add', '--global', '@google/gemini-cli@0.61.0'] }],
] as const)('a CLI that came with %s is updated with it', (method, command) => {
  expect(planUpgrade('0.61.0', testContext({ installation: { method } }))).toEqual({
    strategy: 'npm',
    commands: [command],
  });
});

test('Homebrew has one version only', () => {
  const context = testContext({ installation: { method: 'homebrew' } });
  expect(planUpgrade('latest', context)).toEqual({
    strategy: 'homebrew',
    commands: [{ file: 'brew', args: ['upgrade', 'gemini-cli'] }],
  });
  expect(planUpgrade('0.61.0', context)).toMatchObject({ strategy: 'manual', commands: [] });
});

test('what came from elsewhere is left to a person', () => {
  expect(planUpgrade('latest', testContext({ installation: { method: 'other' } }))).toMatchInlineSnapshot(`
    {
      "commands": [],
      "note": "This installation cannot be brought to "latest" from here. With npm: npm install --global @google/gemini-cli@latest",
      "strategy": "manual",
    }
  `);
});

test.each(['--force', 'https://x.y/z.tgz', 'a b', '', '../x', 'latest@1'])(
  'the target %j reaches no command',
  (target) => {
    expect(planUpgrade(target, testContext()).commands).toEqual([]);
  },
);
