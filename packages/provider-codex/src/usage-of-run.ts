import type { SessionPlan, Usage } from '@llm-gateway/core/provider';
import { turnUsage } from './output-schema.js';
import { readSessionDetail } from './session-detail.js';

/**
 * This run's share of what Codex counts over the whole thread: the total after the run less the total before it.
 * `undefined` where the total before it is not known, because any number would be wrong.
 */
export function usageOfRun(total: unknown, session: SessionPlan | undefined): Usage | undefined {
  const counted = turnUsage.safeParse(total);
  const before = session && usageBefore(session);
  if (!counted.success || !before) return undefined;
  const { input_tokens, cached_input_tokens, output_tokens } = counted.data;
  return {
    inputTokens: difference(input_tokens, before.inputTokens),
    outputTokens: difference(output_tokens, before.outputTokens),
    cachedInputTokens: difference(cached_input_tokens, before.cachedInputTokens),
  };
}

function usageBefore(session: SessionPlan): ReturnType<typeof readSessionDetail>['usageBefore'] {
  if (session.kind === 'new') return { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
  return readSessionDetail(session).usageBefore;
}

function difference(after: number, before: number): number {
  return Math.max(0, after - before);
}
