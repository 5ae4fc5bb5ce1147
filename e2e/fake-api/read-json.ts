/** Reads a request body whose shape is the CLI's affair: whatever is missing or of another type reads as empty. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  // Checked in the line above; a JSON object has string keys.
  return value as Record<string, unknown>;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A test may send anything; the raw text is recorded instead.
    return text;
  }
}
