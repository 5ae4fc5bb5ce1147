import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { discoverModels } from './discover-models.js';

test('asks the installed CLI for its models', async () => {
  const stdout = '[{"id":"sample-small","label":"Sample, small","efforts":["low"],"default":true}]';
  const context = testContext({
    query: (args) =>
      Promise.resolve({ stdout: args.join(' ') === 'models --json' ? stdout : '', stderr: '', exitCode: 0 }),
  });
  expect(await discoverModels(context)).toEqual({
    models: [{ id: 'sample-small', label: 'Sample, small', efforts: ['low'], source: 'cli' }],
    defaultModel: 'sample-small',
  });
});
