import type { Installation } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { planUpgrade } from './plan-upgrade.js';

function planFor(target: string, installation: Partial<Installation>, platform: NodeJS.Platform = 'linux'): unknown {
  return planUpgrade(target, testContext({ installation, platform }));
}

const npm: Partial<Installation> = {
  method: 'npm',
  realPath: '/home/user/.nvm/versions/node/v24.11.0/lib/node_modules/@anthropic-ai/claude-code/bin/claude.exe',
};

test("npm's installation is renewed in its own prefix", () => {
  expect(planFor('latest', npm)).toMatchInlineSnapshot(`
    {
      "commands": [
        {
          "args": [
            "install",
            "--global",
            "--prefix=/home/user/.nvm/versions/node/v24.11.0",
            "--allow-scripts=@anthropic-ai/claude-code",
            "@anthropic-ai/claude-code@latest",
          ],
          "file": "npm",
        },
      ],
      "strategy": "npm",
    }
  `);
});

test('the prefix of npm on Windows', () => {
  const realPath = String.raw`C:\Users\user\AppData\Roaming\npm\node_modules\@anthropic-ai\claude-code\bin\claude.exe`;
  expect(planFor('2.1.330', { method: 'npm', realPath }, 'win32')).toMatchInlineSnapshot(`
    {
      "commands": [
        {
          "args": [
            "install",
            "--global",
            "--prefix=C:\\Users\\user\\AppData\\Roaming\\npm",
            "--allow-scripts=@anthropic-ai/claude-code",
            "@anthropic-ai/claude-code@2.1.330",
          ],
          "file": "npm",
        },
      ],
      "strategy": "npm",
    }
  `);
});

test("a project's own copy is left to the project", () => {
  const realPath = '/work/project/node_modules/@anthropic-ai/claude-code/bin/claude.exe';
  expect(planFor('latest', { method: 'npm', realPath })).toMatchInlineSnapshot(`
    {
      "commands": [],
      "note": "Run \`npm install @anthropic-ai/claude-code@latest\` in the project that holds it.",
      "strategy": "manual",
    }
  `);
});

test("the vendor's own installation renews itself", () => {
  const native: Partial<Installation> = { method: 'other', path: '/home/user/.local/bin/claude' };
  expect(planFor('latest', native)).toMatchInlineSnapshot(`
    {
      "commands": [
        {
          "args": [
            "update",
          ],
          "file": "/home/user/.local/bin/claude",
        },
      ],
      "strategy": "self-update",
    }
  `);
  expect(planFor('2.1.330', native)).toMatchInlineSnapshot(`
    {
      "commands": [
        {
          "args": [
            "install",
            "2.1.330",
          ],
          "file": "/home/user/.local/bin/claude",
        },
      ],
      "strategy": "self-update",
    }
  `);
});

test('Homebrew knows the latest version only', () => {
  expect(planFor('latest', { method: 'homebrew' })).toMatchInlineSnapshot(`
    {
      "commands": [
        {
          "args": [
            "upgrade",
            "claude-code",
          ],
          "file": "brew",
        },
      ],
      "strategy": "homebrew",
    }
  `);
  expect(planFor('2.1.330', { method: 'homebrew' })).toMatchInlineSnapshot(`
    {
      "commands": [],
      "note": "Homebrew has the latest version only.",
      "strategy": "manual",
    }
  `);
});

test.each([
  ['pnpm', 'Run `pnpm add --global --allow-build=@anthropic-ai/claude-code @anthropic-ai/claude-code@latest`.'],
  ['yarn', 'Run `yarn global add @anthropic-ai/claude-code@latest`.'],
  ['bun', 'Run `bun add --global --trust @anthropic-ai/claude-code@latest`.'],
] as const)('a person is told the command for %s', (method, note) => {
  expect(planFor('latest', { method })).toEqual({ strategy: 'manual', commands: [], note });
});

test.each(['--global', '../x', 'npm:other@1', '1.0.0; rm -rf /', ''])('the target %j reaches no command', (target) => {
  for (const method of ['npm', 'other', 'bun'] as const) {
    expect(planFor(target, { ...npm, method })).toEqual({
      strategy: 'manual',
      commands: [],
      note: 'The target is neither a version nor a tag.',
    });
  }
});
