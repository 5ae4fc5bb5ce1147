import { GatewayError } from '../errors.js';
import type { Provider } from '../provider.js';

const ID = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,23}$/;

/** Refuses an object that is not a provider, naming what is missing. Says nothing about whether it is a good one: the conformance kit does. */
export function checkProvider(packageName: string, value: unknown): Provider {
  const missing = whatIsMissing(value);
  if (missing === undefined) {
    // Every member that the gateway cannot do without has just been looked at.
    return value as Provider;
  }
  throw new GatewayError('provider_incompatible', `${packageName} does not make a provider: ${missing}.`, {
    hint: 'Run the conformance checks of @llm-gateway/core/testing on it.',
  });
}

function whatIsMissing(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'it is not an object';
  // Each member is looked at before it is believed.
  const provider = value as Partial<Record<keyof Provider, unknown>>;
  if (provider.apiVersion !== 1) return `its apiVersion is ${String(provider.apiVersion)}, not 1`;
  if (typeof provider.id !== 'string' || !ID.test(provider.id)) return `its id is "${String(provider.id)}"`;
  if (typeof provider.displayName !== 'string' || provider.displayName === '') return 'it has no displayName';
  for (const member of ['executable', 'features', 'options'] as const) {
    if (typeof provider[member] !== 'object' || provider[member] === null) return `it has no ${member}`;
  }
  for (const member of ['resolveSession', 'buildCommand', 'parseOutput'] as const) {
    if (typeof provider[member] !== 'function') return `it has no ${member}()`;
  }
  return undefined;
}
