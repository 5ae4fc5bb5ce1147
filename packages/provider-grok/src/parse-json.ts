import type { JsonValue } from '@llm-gateway/core/provider';

/** The value of a JSON text; any other text as it is. */
export function parseJson(text: string): JsonValue {
  try {
    // What JSON.parse makes is what JsonValue describes.
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
