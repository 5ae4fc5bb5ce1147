import { expect, test } from 'vitest';
import { mergeModels } from './merge-models.js';
import { readModelSettings } from './read-model-settings.js';

const nothingSet = readModelSettings({}, 'agent');

test('the surest source of a model decides, and the others add what it does not say', () => {
  const settings = readModelSettings(
    { AGENT_MODELS: '{"large": "Ours."}', AGENT_DEFAULT_MODEL: 'mine', AGENT_MODEL_ALIASES: 'best=large' },
    'agent',
  );
  const merged = mergeModels({
    settings,
    catalog: {
      models: [
        { id: 'large', label: 'Large', description: 'Theirs.', aliases: ['big'], source: 'cli' },
        { id: 'old', source: 'static' },
        { id: 'written', source: 'config' },
        { id: 'small', source: 'cli' },
      ],
      defaultModel: 'written',
    },
    observed: ['old', 'gone'],
  });
  expect(merged).toMatchInlineSnapshot(`
    {
      "aliases": {
        "best": "large",
        "big": "large",
      },
      "defaultModel": "mine",
      "defaultModelSource": "env",
      "models": [
        {
          "aliases": [
            "big",
          ],
          "confidence": "high",
          "description": "Ours.",
          "id": "large",
          "label": "Large",
          "source": "env",
        },
        {
          "confidence": "high",
          "id": "mine",
          "source": "env",
        },
        {
          "confidence": "high",
          "id": "written",
          "source": "config",
        },
        {
          "confidence": "high",
          "id": "small",
          "source": "cli",
        },
        {
          "confidence": "medium",
          "id": "old",
          "source": "observed",
        },
        {
          "confidence": "medium",
          "id": "gone",
          "source": "observed",
        },
      ],
    }
  `);
});

test('what the CLI takes by itself is shown as the default, with who says so', () => {
  const models = [
    { id: 'small', source: 'cli' },
    { id: 'written', source: 'config' },
  ] as const;
  const shown = (defaultModel: string) => {
    const merged = mergeModels({ settings: nothingSet, catalog: { models, defaultModel }, observed: [] });
    return [merged.defaultModel, merged.defaultModelSource];
  };
  expect(shown('small')).toEqual(['small', 'cli']);
  expect(shown('written')).toEqual(['written', 'config']);
  expect(shown('unlisted')).toEqual(['unlisted', 'cli']);
});

test('what was merely seen or shipped never becomes the default', () => {
  const catalog = { models: [{ id: 'shipped', source: 'static' }] } as const;
  const merged = mergeModels({ settings: nothingSet, catalog, observed: ['seen'] });
  expect(merged.models.map(({ id, source, confidence }) => [id, source, confidence])).toEqual([
    ['seen', 'observed', 'medium'],
    ['shipped', 'fallback', 'low'],
  ]);
  expect(merged).not.toHaveProperty('defaultModel');
});
