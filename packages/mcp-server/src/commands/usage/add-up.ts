import type { UsageOfDay } from '@llm-gateway/core';

export type Sum = Pick<UsageOfDay, 'requests' | 'inputTokens' | 'outputTokens' | 'cachedInputTokens' | 'costUsd'>;

/** Costs that nobody told stay untold; beside told ones they count as nothing. */
export function addUp(rows: readonly UsageOfDay[]): Sum {
  const total = (name: 'requests' | 'inputTokens' | 'outputTokens' | 'cachedInputTokens'): number =>
    rows.reduce((sum, row) => sum + row[name], 0);
  const costs = rows.flatMap(({ costUsd }) => (costUsd === undefined ? [] : [costUsd]));
  return {
    requests: total('requests'),
    inputTokens: total('inputTokens'),
    outputTokens: total('outputTokens'),
    cachedInputTokens: total('cachedInputTokens'),
    ...(costs.length > 0 && { costUsd: costs.reduce((sum, cost) => sum + cost, 0) }),
  };
}
