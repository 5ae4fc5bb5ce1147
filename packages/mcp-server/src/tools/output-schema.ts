import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';

/**
 * An output schema for `tools/list`. It names what a caller builds on and stays open for the rest, so that it is short.
 * What we send is our own data; the tests hold it against the schema, so nothing is validated again with each call.
 */
export function outputSchema(
  properties: Readonly<Record<string, object>>,
  required: readonly string[],
): StandardSchemaWithJSON {
  const schema = {
    type: 'object',
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
  return {
    '~standard': {
      version: 1,
      vendor: 'llm-gateway',
      validate: (value) => ({ value }),
      jsonSchema: { input: () => schema, output: () => schema },
    },
  };
}
