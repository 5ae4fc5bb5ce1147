/** A value for a message, cut to what one reads. */
export function inspectBriefly(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A cycle or a bigint: its type must do.
  }
  text ??= typeof value;
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
