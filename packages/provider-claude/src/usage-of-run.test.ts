import { expect, test } from 'vitest';
import type { ResultLine } from './output-schema.js';
import { usageOfRun } from './usage-of-run.js';

const model = {
  inputTokens: 100,
  outputTokens: 10,
  cacheReadInputTokens: 50,
  cacheCreationInputTokens: 7,
  costUSD: 0.5,
};
const usage = { input_tokens: 100, output_tokens: 10, cache_read_input_tokens: 50, cache_creation_input_tokens: 7 };

function result(fields: Partial<ResultLine>): ResultLine {
  return { type: 'result', ...fields };
}

test('the share of the run counts, not the total of the conversation', () => {
  const results = [
    result({
      usage,
      total_cost_usd: 9,
      modelUsage: { opus: model },
      model_usage_since_last_result: { opus: model, haiku: model },
    }),
  ];
  expect(usageOfRun(results)).toEqual({ inputTokens: 314, outputTokens: 20, cachedInputTokens: 100, costUsd: 1 });
});

test('without a share, a total that counts the same tokens is the share', () => {
  const results = [result({ usage, total_cost_usd: 0.5, modelUsage: { opus: model } })];
  expect(usageOfRun(results)).toEqual({ inputTokens: 157, outputTokens: 10, cachedInputTokens: 50, costUsd: 0.5 });
});

test('without a share, a total of the whole conversation tells no cost', () => {
  const results = [result({ usage, total_cost_usd: 3, modelUsage: { opus: { ...model, outputTokens: 60 } } })];
  expect(usageOfRun(results)).toEqual({ inputTokens: 157, outputTokens: 10, cachedInputTokens: 50 });
});

test('the turns of one run add up', () => {
  const turn = result({ model_usage_since_last_result: { opus: model } });
  expect(usageOfRun([turn, turn])).toEqual({ inputTokens: 314, outputTokens: 20, cachedInputTokens: 100, costUsd: 1 });
});
