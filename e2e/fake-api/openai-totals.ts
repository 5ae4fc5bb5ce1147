import type { TokenCount } from './behaviour.ts';

/** xAI adds the price to the token counts: 10^10 ticks are one dollar, and a fake token costs a millionth of it. Others skip the field. */
export function openaiTotals({ input, output }: TokenCount): Readonly<Record<string, number>> {
  const tokens = input + output;
  return { total_tokens: tokens, cost_in_usd_ticks: tokens * 10_000 };
}
