/** One entry of a list: a name, and what was given for it where the list gives names a value. */
export interface ListEntry {
  readonly name: string;
  readonly value?: unknown;
}

/**
 * Reads a list from a variable: names separated by commas or new lines, a JSON array of names, or a JSON object of
 * name → value. Entries that are no text are told to `warn` and left out.
 */
export function readList(text: string, warn: (fault: string) => void): readonly ListEntry[] {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed)) return tidy(trimmed.split(/[,\n]/));
  let parsed: unknown;
  try {
    parsed = JSON.parse(trimmed);
  } catch {
    warn('begins like JSON and is none');
    return [];
  }
  if (Array.isArray(parsed)) {
    const names = parsed.filter((item) => typeof item === 'string');
    if (names.length < parsed.length) warn('holds something that is no text');
    return tidy(names);
  }
  return Object.entries(parsed ?? {}).map(([name, value]): ListEntry => ({ name: name.trim(), value }));
}

function tidy(names: readonly string[]): readonly ListEntry[] {
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => ({ name }));
}
