const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of up to `width` characters, an eighth of a character exact. What is more than nothing is seen. */
export function bar(value: number, { max, width }: { readonly max: number; readonly width: number }): string {
  if (value <= 0 || max <= 0) return ''.padEnd(width);
  const eighths = Math.max(1, Math.round((value / max) * width * 8));
  return ('█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]).padEnd(width);
}
