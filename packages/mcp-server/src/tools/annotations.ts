import type { Provider, Permission } from '@llm-gateway/core';
import type { ToolAnnotations } from '@modelcontextprotocol/server';

// Clients decide by these what may run without a person: `docs/decisions/tool-annotations.md`.

/** Looks at the gateway's own record. */
export const READS_RECORD: ToolAnnotations = { readOnlyHint: true, openWorldHint: false };

/** Asks the CLIs and, about their versions, a registry. Nothing changes. */
export const ASKS_CLIS: ToolAnnotations = { readOnlyHint: true, openWorldHint: true };

/** Installs software: what its install scripts do is up to them. */
export const UPGRADES_CLI: ToolAnnotations = { readOnlyHint: false, destructiveHint: true, openWorldHint: true };

/** Asks an agent that can only look. It talks to the agent's model, which is the outside world. */
export const ASKS_READ_ONLY: ToolAnnotations = { readOnlyHint: true, openWorldHint: true };

/** Stops what was started through the gateway. Nothing that is stored is lost. */
export const STOPS_JOB: ToolAnnotations = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** Writes a line of the gateway's own. Nothing is lost. */
export const WRITES_RECORD: ToolAnnotations = { readOnlyHint: false, destructiveHint: false, openWorldHint: false };

/** Drops lines of the gateway's own. What the CLIs keep stays. */
export const FORGETS_RECORD: ToolAnnotations = { readOnlyHint: false, destructiveHint: true, openWorldHint: false };

/** A request tool is read-only only where no argument can make it anything else. */
export function requestAnnotations({ features }: Provider, maxPermission: Permission): ToolAnnotations {
  const canWrite = maxPermission !== 'read-only' && features.permissions.some((level) => level !== 'read-only');
  if (!canWrite) return ASKS_READ_ONLY;
  return { readOnlyHint: false, destructiveHint: true, openWorldHint: true };
}
