import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { discoverModels } from './discover-models.js';

/** As 1.0.41 prints it. */
const listing = `You are using XAI_API_KEY.

Default model: grok-4.6

Available models:
  * grok-4.6 (default)
  - mine
`;

test('the models that Grok lists, with what it keeps about them', async () => {
  const files = {
    '/home/user/.grok/models_cache.json': JSON.stringify({
      fetched_at: '2026-11-22T22:18:15.142245888Z',
      models: {
        mine: {
          info: {
            id: 'mine',
            name: 'My model',
            description: null,
            reasoning_efforts: [
              { id: 'low', label: 'Low' },
              { id: 'high', label: 'High' },
            ],
          },
          api_key: null,
        },
        broken: 7,
      },
    }),
  };
  const context = testContext({ files, query: () => Promise.resolve({ stdout: listing, stderr: '', exitCode: 0 }) });
  expect(await discoverModels(context)).toMatchInlineSnapshot(`
    {
      "defaultModel": "grok-4.6",
      "models": [
        {
          "id": "grok-4.6",
          "source": "cli",
        },
        {
          "efforts": [
            "low",
            "high",
          ],
          "id": "mine",
          "label": "My model",
          "source": "cli",
        },
      ],
    }
  `);
});

test('the models that were built in when this was written, when Grok does not answer', async () => {
  const { models, defaultModel } = await discoverModels(testContext());
  expect(models.map(({ id, source }) => [id, source])).toEqual([
    ['grok-4.6', 'static'],
    ['grok-4.5', 'static'],
  ]);
  expect(defaultModel).toBeUndefined();
});
