import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { discoverModels } from './discover-models.js';

// Shortened from `codex debug models` of 0.169.0.
const catalogue = JSON.stringify({
  models: [
    {
      slug: 'gpt-6-astra',
      display_name: 'GPT-6-Astra',
      description: 'Frontier intelligence.',
      visibility: 'list',
      priority: 2,
      supported_reasoning_levels: [{ effort: 'low' }, { effort: 'ultra' }],
      base_instructions: 'You are Codex.',
    },
    {
      slug: 'gpt-6.1-sol',
      display_name: 'GPT-6.1-Sol',
      description: null,
      visibility: 'list',
      priority: 1,
      supported_reasoning_levels: [{ effort: 'low' }],
    },
    { slug: 'codex-auto-review', display_name: 'Codex Auto Review', visibility: 'hide', priority: 43 },
  ],
});

const answer = (stdout: string, exitCode = 0) => ({ query: () => Promise.resolve({ stdout, stderr: '', exitCode }) });

test('asks the installed Codex, best model first, without those it hides', async () => {
  expect(await discoverModels(testContext(answer(catalogue)))).toMatchInlineSnapshot(`
    {
      "models": [
        {
          "efforts": [
            "low",
          ],
          "id": "gpt-6.1-sol",
          "label": "GPT-6.1-Sol",
          "source": "cli",
        },
        {
          "description": "Frontier intelligence.",
          "efforts": [
            "low",
            "ultra",
          ],
          "id": "gpt-6-astra",
          "label": "GPT-6-Astra",
          "source": "cli",
        },
      ],
    }
  `);
});

test.each([
  ['does not answer', answer('', 1)],
  ['answers in a form that is not known', answer('{"models":"gpt"}')],
])('falls back on a list of its own when Codex %s', async (_, query) => {
  expect((await discoverModels(testContext(query))).models[0]).toEqual({ id: 'gpt-6.1-sol', source: 'static' });
});

test.each([
  ['model = "gpt-5.5"\n', 'gpt-5.5'],
  ['# mine\nmodel = \'gpt-5.5\' # best\n[tui]\nmodel = "no"\n', 'gpt-5.5'],
  ['[profile]\nmodel = "no"\n', undefined],
  ['model_provider = "company"\n', undefined],
])('reads the default model from %j', async (config, defaultModel) => {
  const files = { '/home/user/.codex/config.toml': config };
  expect((await discoverModels(testContext({ ...answer(catalogue), files }))).defaultModel).toBe(defaultModel);
});

test('reads the configuration that CODEX_CONFIG_PATH names', async () => {
  const context = testContext({
    env: { CODEX_CONFIG_PATH: '/etc/my.toml' },
    files: { '/etc/my.toml': 'model = "mine"' },
  });
  expect((await discoverModels(context)).defaultModel).toBe('mine');
});
