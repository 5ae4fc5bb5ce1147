import type { JsonValue } from '@llm-gateway/core/provider';

/** The value of a JSON text, or the text itself when it is none. */
export function parseJson(text: string): JsonValue {
  try {
    // What JSON.parse returns is a JSON value by definition.
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
