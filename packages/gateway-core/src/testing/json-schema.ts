import { inspectBriefly } from './inspect-briefly.js';
import { survivesJson } from './valid-event.js';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** What keeps a schema from being JSON Schema 2020-12, as far as one sees without resolving anything elsewhere. */
export function faultInJsonSchema(schema: unknown): string | undefined {
  if (!isRecord(schema)) return `the schema is ${String(schema)}, not an object`;
  if (!survivesJson(schema)) return 'the schema holds what JSON does not carry';
  const { $schema } = schema;
  if ($schema !== undefined && $schema !== DRAFT) return `the schema is of another draft: ${inspectBriefly($schema)}`;
  return faultIn(schema, '', schema);
}

type JsonObject = Readonly<Record<string, unknown>>;

function faultIn(schema: unknown, place: string, root: JsonObject): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  if (!isRecord(schema)) return `${place || 'the root'} is no schema`;
  return (
    faultInKeywords(schema, place || 'the root', root) ??
    firstFault(mapsOfSchemas, (keyword) => {
      const map = schema[keyword];
      if (map === undefined) return undefined;
      if (!isRecord(map)) return `${place}/${keyword} is no object`;
      return firstFault(Object.keys(map), (name) => faultIn(map[name], `${place}/${keyword}/${name}`, root));
    }) ??
    firstFault(listsOfSchemas, (keyword) => {
      const list = schema[keyword];
      if (list === undefined) return undefined;
      if (!Array.isArray(list) || list.length === 0) return `${place}/${keyword} is no list of schemas`;
      return firstFault([...list.keys()], (index) => faultIn(list[index], `${place}/${keyword}/${index}`, root));
    }) ??
    firstFault(schemas, (keyword) =>
      schema[keyword] === undefined ? undefined : faultIn(schema[keyword], `${place}/${keyword}`, root),
    )
  );
}

const mapsOfSchemas = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];
const listsOfSchemas = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
// In 2020-12 `items` is one schema: a list of them, as in older drafts, is caught here.
const schemas = [
  'items',
  'additionalProperties',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'unevaluatedProperties',
];

function faultInKeywords(schema: JsonObject, place: string, root: JsonObject): string | undefined {
  const { type, required, enum: values, $ref: reference } = schema;
  const types = Array.isArray(type) ? type : [type ?? 'object'];
  if (!types.every((name) => TYPES.includes(name))) return `${place} is of type ${JSON.stringify(type)}`;
  if (values !== undefined && !(Array.isArray(values) && values.length > 0)) return `${place} has an empty enum`;
  for (const keyword of ['exclusiveMinimum', 'exclusiveMaximum', 'minimum', 'maximum', 'multipleOf']) {
    if (schema[keyword] !== undefined && typeof schema[keyword] !== 'number') return `${place}/${keyword} is no number`;
  }
  if (required !== undefined) {
    const properties = isRecord(schema['properties']) ? schema['properties'] : {};
    if (!Array.isArray(required)) return `${place}/required is no list`;
    const missing = required.find((name) => !Object.hasOwn(properties, String(name)));
    if (missing !== undefined) return `${place} requires "${String(missing)}", which it does not describe`;
  }
  if (reference !== undefined && !resolves(reference, root))
    return `${place} refers to ${inspectBriefly(reference)}, which is not there`;
  return undefined;
}

function resolves(reference: unknown, root: JsonObject): boolean {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return false;
  let found: unknown = root;
  for (const part of reference.slice(1).split('/').slice(1)) {
    found = isRecord(found) ? found[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return found !== undefined;
}

function firstFault<Item>(items: readonly Item[], faultOf: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
