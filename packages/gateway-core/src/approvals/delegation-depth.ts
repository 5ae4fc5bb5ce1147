import type { Environment } from '../config/load-config.js';
import { GatewayError } from '../errors.js';
import { DEPTH_VARIABLE } from '../process/child-environment.js';

/** How many gateways a request has gone through, this one included. */
export function depthOf(environment: Environment): number {
  return (Number(environment[DEPTH_VARIABLE] ?? 0) || 0) + 1;
}

/** The depth of a request. Throws when it is more than is allowed: a guard against endless chains, not against an agent
 * that hides where it runs. */
export function delegationDepth(environment: Environment, maxDepth: number): number {
  const depth = depthOf(environment);
  if (depth <= maxDepth) return depth;
  throw new GatewayError(
    'permission_exceeded',
    `This request would be agent ${depth} in a chain in which each one asked the next, and ${maxDepth} are allowed.`,
    { hint: "Do the work here; only the gateway's owner can raise LLM_GATEWAY_MAX_DEPTH." },
  );
}
