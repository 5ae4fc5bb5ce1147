import { GatewayError, type Provider } from '@llm-gateway/core';
import * as z from 'zod';

const optionSchema = z.object({
  properties: z.record(z.string(), z.looseObject({ type: z.unknown() })).default({}),
});

/** Turns `key=value` words into the provider's own options, by the types that its schema names. */
export function readOptions(pairs: readonly string[], provider: Provider): Record<string, unknown> {
  const published = provider.options['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  const { properties } = optionSchema.parse(published);
  const options: Record<string, unknown> = {};
  for (const pair of pairs) {
    const [, key, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (key === undefined || text === undefined) throw wrong(`"${pair}" is not key=value`, provider, properties);
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property === undefined) throw wrong(`${provider.displayName} has no option "${key}"`, provider, properties);
    const earlier = options[key];
    const value = readValue(text, property.type);
    options[key] = Array.isArray(earlier) && Array.isArray(value) ? [...earlier, ...value] : value;
  }
  return options;
}

/** What does not read as its type stays text: the provider's schema says what is wrong with it. */
function readValue(text: string, type: unknown): unknown {
  if (type === 'string') return text;
  const json = parseJson(text);
  if (type === 'array') return Array.isArray(json) ? json : text.split(',');
  return json === undefined ? text : json;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: the text itself is the value
  }
}

function wrong(fault: string, { id }: Provider, properties: object): GatewayError {
  const names = Object.keys(properties);
  return new GatewayError('invalid_request', `${fault}.`, {
    provider: id,
    hint: names.length === 0 ? 'It has no options of its own.' : `Its options are: ${names.join(', ')}.`,
  });
}
