import { readFileSync } from 'node:fs';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { discoverModels } from './discover-models.js';

const answers = readFileSync(new URL('../fixtures/2.1.330-control-responses.txt', import.meta.url), 'utf8');

test('the models that the CLI offers, and the one that it would use', async () => {
  const context = testContext({ query: () => Promise.resolve({ stdout: answers, stderr: '', exitCode: 0 }) });
  expect(await discoverModels(context)).toMatchInlineSnapshot(`
    {
      "defaultModel": "claude-opus-5-5",
      "models": [
        {
          "aliases": [
            "opus",
          ],
          "description": "Opus 5.5 · Best for everyday, complex tasks · $4/$20 per Mtok",
          "efforts": [
            "low",
            "medium",
            "high",
            "xhigh",
            "max",
          ],
          "id": "claude-opus-5-5",
          "label": "Opus",
          "source": "cli",
        },
        {
          "aliases": [
            "fable",
          ],
          "description": "Fable 5.2 · Most capable for your hardest and longest-running tasks · $8/$40 per Mtok",
          "efforts": [
            "low",
            "medium",
            "high",
            "xhigh",
            "max",
          ],
          "id": "claude-fable-5-2",
          "label": "Fable",
          "source": "cli",
        },
        {
          "aliases": [
            "sonnet",
          ],
          "description": "Sonnet 5.5 · Efficient for routine tasks · $2/$10 per Mtok",
          "efforts": [
            "low",
            "medium",
            "high",
            "xhigh",
            "max",
          ],
          "id": "claude-sonnet-5-5",
          "label": "Sonnet",
          "source": "cli",
        },
        {
          "aliases": [
            "haiku",
          ],
          "description": "Haiku 5.5 · Fastest for quick answers · $0.10/$0.50 per Mtok ($0.50/$2.50 for prompts over 100k)",
          "efforts": [
            "low",
            "medium",
            "high",
            "xhigh",
            "max",
          ],
          "id": "claude-haiku-5-5",
          "label": "Haiku",
          "source": "cli",
        },
      ],
    }
  `);
});

test('what the CLI is asked', async () => {
  let asked: unknown;
  const query = (args: readonly string[], options?: { readonly stdin?: string }) => {
    asked = { args, ...options };
    return Promise.resolve({ stdout: answers, stderr: '', exitCode: 0 });
  };
  await discoverModels(testContext({ query }));
  expect(asked).toMatchInlineSnapshot(`
    {
      "args": [
        "-p",
        "--output-format=stream-json",
        "--verbose",
        "--input-format=stream-json",
        "--setting-sources=user",
        "--strict-mcp-config",
      ],
      "stdin": "{"type":"control_request","request_id":"models","request":{"subtype":"initialize"}}
    {"type":"control_request","request_id":"settings","request":{"subtype":"get_settings"}}
    ",
    }
  `);
});

test('a CLI that gives no answer still has its aliases', async () => {
  expect(await discoverModels(testContext())).toMatchInlineSnapshot(`
    {
      "models": [
        {
          "id": "opus",
          "source": "static",
        },
        {
          "id": "sonnet",
          "source": "static",
        },
        {
          "id": "haiku",
          "source": "static",
        },
      ],
    }
  `);
});

test.each([
  ['ANTHROPIC_MODEL', { ANTHROPIC_MODEL: 'opus' }, 'opus'],
  ['the settings', {}, 'claude-from-settings'],
  ['CLAUDE_SETTINGS_PATH', { CLAUDE_SETTINGS_PATH: '/etc/claude.json' }, 'claude-from-path'],
  ['CLAUDE_SETTINGS_LOCAL_PATH', { CLAUDE_SETTINGS_LOCAL_PATH: '/etc/claude.json' }, 'claude-from-path'],
])('then the default model is that of %s', async (_, env, defaultModel) => {
  const files = {
    '/home/user/.claude/settings.json': '{"model":"claude-from-settings"}',
    '/etc/claude.json': '{"model":"claude-from-path"}',
  };
  const catalog = await discoverModels(testContext({ env, files }));
  expect(catalog.defaultModel).toBe(defaultModel);
  expect(catalog.models.map(({ id }) => id)).toContain(defaultModel);
});
