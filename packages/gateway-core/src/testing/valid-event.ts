import { isDeepStrictEqual } from 'node:util';
import type { AgentEvent } from '../provider.js';
import { inspectBriefly } from './inspect-briefly.js';
import { faultInReason, isCount } from './valid-reason.js';

/** What is wrong with an event, as a sentence; `undefined` when nothing is. */
export function faultInEvent(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null) return `an event is ${String(event)}, not an object`;
  // Each field is looked at before it is believed.
  const fields = event as Record<string, unknown>;
  const type = String(fields['type']);
  if (!isKnownType(type)) return `"${type}" is no event type`;
  if (!survivesJson(event)) return `the event ${type} holds what JSON does not carry: ${inspectBriefly(event)}`;
  const { required, optional = {} } = shapes[type];
  for (const [name, isValid] of Object.entries(required)) {
    if (!isValid(fields[name])) return `the event ${type} has ${name} ${inspectBriefly(fields[name])}`;
  }
  for (const [name, isValid] of Object.entries(optional)) {
    if (name in fields && !isValid(fields[name]))
      return `the event ${type} has ${name} ${inspectBriefly(fields[name])}`;
  }
  const reason = fields['failure'];
  return type === 'result' && reason !== undefined ? faultInReason(reason) : undefined;
}

export function survivesJson(value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value);
  } catch {
    return false;
  }
}

type Guard = (value: unknown) => boolean;

const isText: Guard = (value) => typeof value === 'string';
const isName: Guard = (value) => typeof value === 'string' && value.trim() !== '';
const isBoolean: Guard = (value) => typeof value === 'boolean';
const isAnything: Guard = (value) => value !== undefined;
const oneOf =
  (...allowed: readonly string[]): Guard =>
  (value) =>
    typeof value === 'string' && allowed.includes(value);

const usageFields = ['inputTokens', 'outputTokens', 'cachedInputTokens', 'costUsd'];
const isUsage: Guard = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(([name, count]) => usageFields.includes(name) && isCount(count));

const warningCodes = ['unsupported-setting', 'deprecated-setting', 'retrying', 'permission-denied', 'other'];
export const isWarning: Guard = (value) =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  oneOf(...warningCodes)(value.code) &&
  'message' in value &&
  isName(value.message);

interface Shape {
  readonly required: Readonly<Record<string, Guard>>;
  readonly optional?: Readonly<Record<string, Guard>>;
}

const shapes: Record<AgentEvent['type'], Shape> = {
  session: { required: { id: isName } },
  model: { required: { id: isName } },
  text: { required: { delta: isText }, optional: { messageId: isName } },
  thought: { required: { delta: isText }, optional: { messageId: isName } },
  'tool-call': { required: { callId: isName, name: isName, input: isAnything } },
  'tool-result': { required: { callId: isName }, optional: { isError: isBoolean } },
  'file-change': { required: { path: isName, change: oneOf('create', 'modify', 'delete') } },
  usage: { required: { usage: isUsage } },
  warning: { required: { warning: isWarning } },
  result: {
    required: { stop: oneOf('end-turn', 'max-turns', 'refused', 'failed') },
    optional: { text: isText },
  },
  raw: { required: { value: isAnything } },
};

function isKnownType(type: string): type is AgentEvent['type'] {
  return Object.hasOwn(shapes, type);
}
