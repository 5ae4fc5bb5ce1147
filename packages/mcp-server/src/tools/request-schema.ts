import { GatewayError, type GatewayRequest, type Provider } from '@llm-gateway/core';
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { callFields, offeredFields, requestFields } from './request-fields.js';
import { slimJsonSchema, bareFields } from './slim-schema.js';

/** A tool call's arguments, read. */
export type RequestReading =
  | { readonly request: GatewayRequest; readonly dryRun: boolean }
  | { readonly problem: GatewayError };

/**
 * The input of a provider's request tools: the common fields that it can honour, and its own. A common field wins over
 * one of the provider's with the same name.
 *
 * Wrong arguments are a reading too, not a validation failure: the SDK would turn that into bare text, and callers
 * count on a category. The provider's own fields are validated where the request is started.
 */
export function requestSchema(
  provider: Provider,
  { isDescribed = true } = {},
): StandardSchemaWithJSON<unknown, RequestReading> {
  const described = inputSchema(provider);
  const input = isDescribed ? described : bareFields(described);
  return {
    '~standard': {
      version: 1,
      vendor: 'llm-gateway',
      validate: (value) => ({ value: readRequest(provider, value) }),
      jsonSchema: { input: () => input, output: () => input },
    },
  };
}

function readRequest(provider: Provider, value: unknown): RequestReading {
  const given = Object.entries(typeof value === 'object' && value !== null ? value : {});
  const common = new Set<string>([...offeredFields(provider), ...Object.keys(callFields.shape)]);
  const fields = Object.fromEntries(given.filter(([name]) => common.has(name)));
  const request = requestFields.safeParse(fields);
  if (!request.success) return { problem: explain(provider, request.error) };
  const call = callFields.safeParse(fields);
  if (!call.success) return { problem: explain(provider, call.error) };
  const options = Object.fromEntries(given.filter(([name]) => !common.has(name)));
  return {
    request: { provider: provider.id, ...withoutUndefined(request.data), options },
    dryRun: call.data.dryRun ?? false,
  };
}

function explain(provider: Provider, { issues }: z.ZodError): GatewayError {
  const faults = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return new GatewayError('invalid_request', `The request is wrong: ${faults.join('; ')}.`, {
    provider: provider.id,
    hint: 'Correct what is named and call again.',
  });
}

type Defined<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

function withoutUndefined<Fields extends object>(fields: Fields): Defined<Fields> {
  // A field that a caller sent as undefined is one that it did not send.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
}

function inputSchema(provider: Provider): Record<string, unknown> {
  const common = slimJsonSchema(
    z.toJSONSchema(z.object({ ...requestFields.shape, ...callFields.shape }), { io: 'input' }),
  );
  const own = slimJsonSchema(provider.options['~standard'].jsonSchema.input({ target: 'draft-2020-12' }));
  const offered = Object.fromEntries(offeredFields(provider).map((name) => [name, properties(common)[name]]));
  const { $defs } = own;
  return {
    type: 'object',
    // The common ones twice: first for the order, last because they win.
    properties: { ...offered, ...properties(own), ...offered, ...narrowed(provider) },
    required: ['prompt', ...required(own)],
    additionalProperties: false,
    ...(typeof $defs === 'object' && { $defs }),
  };
}

/** What the provider's features say more exactly than the common field. */
function narrowed({ features }: Provider): Record<string, unknown> {
  return {
    permission: { type: 'string', enum: features.permissions, description: `Default ${features.permissions[0]}` },
    ...(features.efforts && { effort: { type: 'string', enum: features.efforts } }),
  };
}

function properties(schema: Record<string, unknown>): Record<string, unknown> {
  const { properties: found } = schema;
  return typeof found === 'object' && found !== null ? { ...found } : {};
}

function required(schema: Record<string, unknown>): readonly unknown[] {
  return Array.isArray(schema['required']) ? schema['required'] : [];
}
