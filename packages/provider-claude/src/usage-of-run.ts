import type { Usage } from '@llm-gateway/core/provider';
import type { ModelUsage, ResultLine } from './output-schema.js';

/**
 * What a run has used, from all the results it has printed. From 2.1.308 at the latest, `total_cost_usd` and `modelUsage`
 * count the whole conversation, earlier runs included. 2.1.312 is the first seen to print this run's own share.
 */
export function usageOfRun(results: readonly ResultLine[]): Usage {
  const shares = results.map((result) => result.model_usage_since_last_result);
  if (shares.every((share) => share !== undefined)) {
    const tokens = sum(shares.map(tokensOfModels));
    return { ...tokens, costUsd: shares.flatMap(Object.values).reduce((cost, { costUSD = 0 }) => cost + costUSD, 0) };
  }
  const tokens = sum(results.map(tokensOfResult));
  const { total_cost_usd: costUsd, modelUsage } = results.at(-1) ?? {};
  // The total is this run's own as long as it counts the same tokens.
  const isOwn = modelUsage !== undefined && tokensOfModels(modelUsage).outputTokens === tokens.outputTokens;
  return isOwn && costUsd !== undefined ? { ...tokens, costUsd } : tokens;
}

interface Tokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
}

function sum(parts: readonly Tokens[]): Tokens {
  return parts.reduce(
    (total, part) => ({
      inputTokens: total.inputTokens + part.inputTokens,
      outputTokens: total.outputTokens + part.outputTokens,
      cachedInputTokens: total.cachedInputTokens + part.cachedInputTokens,
    }),
    { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0 },
  );
}

function tokensOfModels(models: ModelUsage): Tokens {
  return sum(
    Object.values(models).map((model) => {
      const { inputTokens = 0, outputTokens = 0, cacheReadInputTokens = 0, cacheCreationInputTokens = 0 } = model;
      return {
        inputTokens: inputTokens + cacheReadInputTokens + cacheCreationInputTokens,
        outputTokens,
        cachedInputTokens: cacheReadInputTokens,
      };
    }),
  );
}

function tokensOfResult({ usage = {} }: ResultLine): Tokens {
  const { input_tokens = 0, output_tokens = 0, cache_read_input_tokens = 0, cache_creation_input_tokens = 0 } = usage;
  return {
    inputTokens: input_tokens + cache_read_input_tokens + cache_creation_input_tokens,
    outputTokens: output_tokens,
    cachedInputTokens: cache_read_input_tokens,
  };
}
