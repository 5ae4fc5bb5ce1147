import { listOf, recordOf, textOf } from './read-json.ts';

/** The smallest value that a JSON schema (or Gemini's dialect of one) lets pass: an answer to the CLIs' side requests. */
export function sampleFromSchema(schema: unknown): unknown {
  const { type, enum: choices, properties, items, minimum } = recordOf(schema);
  if (listOf(choices).length > 0) return listOf(choices)[0];
  switch (textOf(type).toLowerCase()) {
    case 'object':
      return Object.fromEntries(
        Object.entries(recordOf(properties)).map(([name, property]) => [name, sampleFromSchema(property)]),
      );
    case 'array':
      return [sampleFromSchema(items)];
    case 'number':
    case 'integer':
      return typeof minimum === 'number' ? minimum : 1;
    case 'boolean':
      return false;
    default:
      return 'fake side answer';
  }
}
