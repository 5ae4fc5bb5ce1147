import type { Gateway } from '@llm-gateway/core';
import type { McpServer, ServerContext } from '@modelcontextprotocol/server';
import { limitsOf, type ClientLimits } from '../clients/client-limits.js';
import { identifyClient } from '../clients/identify-client.js';
import type { ServerSettings } from '../read-settings.js';

/** What every tool is made from. */
export interface ToolContext {
  readonly server: McpServer;
  readonly gateway: Gateway;
  readonly settings: ServerSettings;
}

export interface Caller {
  /** As the client calls itself. */
  readonly name: string;
  readonly limits: ClientLimits;
}

export function callerOf({ server, settings }: ToolContext, context: ServerContext): Caller {
  const name = identifyClient(server, context);
  return { name: name ?? 'mcp', limits: limitsOf(name, settings.syncDeadlineMs) };
}
