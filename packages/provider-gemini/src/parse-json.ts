import type { JsonValue } from '@llm-gateway/core/provider';

/** The value of a JSON text; `undefined` when it is none. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    // What JSON.parse returns is a JSON value by definition.
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
