import type { Provider } from '../provider.js';

/** Options as callers may write them: none, then each field alone with each value that its JSON Schema makes obvious. */
export async function optionSamples(provider: Provider, validOptions: unknown): Promise<readonly unknown[]> {
  return accepted(provider, [{}, validOptions, ...candidates(inputSchemaOf(provider), HARMLESS)]);
}

/** Options in which each field that takes text holds this one, as far as the schema lets it in. */
export async function optionsHolding(provider: Provider, text: string): Promise<readonly unknown[]> {
  return accepted(provider, candidates(inputSchemaOf(provider), [text]));
}

async function accepted(provider: Provider, written: readonly unknown[]): Promise<readonly unknown[]> {
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

const HARMLESS = ['sample', '/work/project/sample'];

function candidates(schema: Readonly<Record<string, unknown>>, texts: readonly string[]): readonly unknown[] {
  return fieldsOf(schema).flatMap(([name, field]) => valuesFor(field, texts).map((value) => ({ [name]: value })));
}

function valuesFor(schema: Readonly<Record<string, unknown>>, texts: readonly string[]): readonly unknown[] {
  if (Array.isArray(schema['enum'])) return schema['enum'];
  if ('const' in schema) return [schema['const']];
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = schema[keyword];
    if (Array.isArray(branches)) return branches.flatMap((branch) => valuesFor(recordOf(branch), texts));
  }
  switch (schema['type']) {
    case 'boolean':
      return [true, false];
    case 'string':
      return texts;
    case 'integer':
    case 'number':
      return [schema['minimum'] ?? 1, 1, 1000];
    case 'array':
      return [[], ...valuesFor(recordOf(schema['items']), texts).map((value) => [value])];
    case 'object':
      return [{}, Object.fromEntries(fieldsOf(schema).map(([name, field]) => [name, valuesFor(field, texts)[0]]))];
    default:
      return [];
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  // An object of unknown values is what a record of unknown values is.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
