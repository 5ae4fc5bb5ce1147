import type { Provider } from '../provider.js';

/** Options as callers may write them: none, then each field alone with each value that its JSON Schema makes obvious. */
export async function optionSamples(provider: Provider, validOptions: unknown): Promise<readonly unknown[]> {
  const written = [{}, validOptions, ...candidates(inputSchemaOf(provider))];
  const samples: unknown[] = [];
  for (const options of written) {
    const outcome = await provider.options['~standard'].validate(options);
    if (outcome.issues === undefined) samples.push(outcome.value);
  }
  return samples;
}

export function inputSchemaOf(provider: Provider): Readonly<Record<string, unknown>> {
  return provider.options['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
}

/** The fields of an object schema, by name. */
export function fieldsOf(
  schema: Readonly<Record<string, unknown>>,
): readonly [string, Readonly<Record<string, unknown>>][] {
  return Object.entries(recordOf(schema['properties'])).map(([name, field]) => [name, recordOf(field)]);
}

function candidates(schema: Readonly<Record<string, unknown>>): readonly unknown[] {
  return fieldsOf(schema).flatMap(([name, field]) => valuesFor(field).map((value) => ({ [name]: value })));
}

function valuesFor(schema: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (Array.isArray(schema['enum'])) return schema['enum'];
  if ('const' in schema) return [schema['const']];
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = schema[keyword];
    if (Array.isArray(branches)) return branches.flatMap((branch) => valuesFor(recordOf(branch)));
  }
  switch (schema['type']) {
    case 'boolean':
      return [true, false];
    case 'string':
      return ['sample', '/work/project/sample'];
    case 'integer':
    case 'number':
      return [schema['minimum'] ?? 1, 1, 1000];
    case 'array':
      return [[], ...valuesFor(recordOf(schema['items'])).map((value) => [value])];
    case 'object':
      return [{}, Object.fromEntries(fieldsOf(schema).map(([name, field]) => [name, valuesFor(field)[0]]))];
    default:
      return [];
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  // An object of unknown values is what a record of unknown values is.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
