import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';

/** The same schema, published in fewer tokens. */
export function slim<Schema extends StandardSchemaWithJSON>(schema: Schema): Schema {
  const { jsonSchema, ...standard } = schema['~standard'];
  return {
    ...schema,
    '~standard': {
      ...standard,
      jsonSchema: {
        input: (options) => slimJsonSchema(jsonSchema.input(options)),
        output: (options) => slimJsonSchema(jsonSchema.output(options)),
      },
    },
  };
}

/** The same JSON Schema without what says nothing: its dialect, bounds that every safe integer keeps, names that are text. */
export function slimJsonSchema(schema: Record<string, unknown>): Record<string, unknown> {
  return mapSchema(schema, (key, value) => {
    if (key === '$schema' || key === 'propertyNames') return false;
    if (key === 'additionalProperties') return value === false || !isEmpty(value);
    return Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER;
  });
}

/** The same fields for the second tool that takes them: what the first one says about them is not said again. */
export function bareFields(schema: Record<string, unknown>): Record<string, unknown> {
  return mapSchema(schema, (key, value) => {
    if (key === 'description') return typeof value !== 'string';
    return !BOUNDS.has(key) || typeof value !== 'number';
  });
}

const BOUNDS: ReadonlySet<string> = new Set(['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems']);

type Keeps = (key: string, value: unknown) => boolean;

function mapSchema(schema: Record<string, unknown>, keeps: Keeps): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => keeps(key, value))
      .map(([key, value]) => [key, mapValue(value, keeps)]),
  );
}

function mapValue(value: unknown, keeps: Keeps): unknown {
  if (Array.isArray(value)) return value.map((item) => mapValue(item, keeps));
  if (typeof value !== 'object' || value === null) return value;
  return mapSchema({ ...value }, keeps);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
