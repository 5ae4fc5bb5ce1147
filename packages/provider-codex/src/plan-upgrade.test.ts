import type { Installation } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { planUpgrade } from './plan-upgrade.js';

const plan = (target: string, method: Installation['method']) =>
  planUpgrade(target, testContext({ installation: { method } }));

test.each([
  ['npm', 'npm install --global @openai/codex@0.169.0'],
  ['pnpm', 'pnpm add --global @openai/codex@0.169.0'],
  ['yarn', 'yarn global add @openai/codex@0.169.0'],
  ['bun', 'bun add --global @openai/codex@0.169.0'],
] as const)('upgrades with %s what came by it', (method, line) => {
  const { commands } = plan('0.169.0', method);
  expect(commands.map(({ file, args }) => [file, ...args].join(' '))).toEqual([line]);
});

test('upgrades to the latest with Homebrew, which has no other', () => {
  expect(plan('latest', 'homebrew')).toMatchInlineSnapshot(`
    {
      "commands": [
        {
          "args": [
            "upgrade",
            "--cask",
            "codex",
          ],
          "file": "brew",
        },
      ],
      "strategy": "homebrew",
    }
  `);
  expect(plan('0.169.0', 'homebrew')).toMatchInlineSnapshot(`
    {
      "commands": [],
      "note": "Homebrew has only the latest Codex.",
      "strategy": "manual",
    }
  `);
});

test('leaves an installation of unknown origin to its owner', () => {
  expect(plan('latest', 'other')).toMatchInlineSnapshot(`
    {
      "commands": [],
      "note": "It is not known how "/usr/local/lib/node_modules/agent/bin/agent.js" was installed. See https://developers.openai.com/codex/cli.",
      "strategy": "manual",
    }
  `);
});

test.each(['', '-g', '../x', 'https://example.com/x.tgz', '1.0.0 --force', 'npm:other@1', 'a'.repeat(65)])(
  'takes %j for no target',
  (target) => expect(plan(target, 'npm')).toMatchObject({ strategy: 'manual', commands: [] }),
);
