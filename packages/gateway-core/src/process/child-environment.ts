import type { Provider } from '../provider.js';
import { JOB_MARKER } from './supervisor-script.js';

/** How many gateways an agent's request has already gone through. */
export const DEPTH_VARIABLE = 'LLM_GATEWAY_DEPTH';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What a CLI inherits: the gateway's environment without the marks of any CLI that the gateway itself runs inside, plus
 * what the command asks for.
 */
export function childEnvironment(
  environment: Environment,
  providers: readonly Provider[],
  commandEnvironment: Environment = {},
): Record<string, string> {
  const removed = new Set([JOB_MARKER, ...providers.flatMap(({ executable }) => executable.environmentMarkers ?? [])]);
  const kept = Object.entries(environment).filter(([name]) => !removed.has(name));
  const depth = Number(environment[DEPTH_VARIABLE] ?? 0) || 0;
  const merged: Record<string, string | undefined> = {
    ...Object.fromEntries(kept),
    [DEPTH_VARIABLE]: String(depth + 1),
    ...commandEnvironment,
  };
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(merged)) if (value !== undefined) result[name] = value;
  return result;
}
