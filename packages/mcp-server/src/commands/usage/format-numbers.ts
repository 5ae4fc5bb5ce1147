/** `950`, `1.2k`, `34k`, `5.6M`. */
export function formatCount(count: number): string {
  if (count < 1_000) return String(count);
  const [value, unit] =
    count < 999_500 ? [count / 1_000, 'k'] : count < 999_500_000 ? [count / 1e6, 'M'] : [count / 1e9, 'G'];
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${unit}`;
}

/** US dollars; small sums with the digits that tell them apart. */
export function formatCost(usd: number): string {
  return `$${usd.toFixed(usd > 0 && usd < 1 ? 4 : 2)}`;
}
