import type { Gateway } from '@llm-gateway/core';
import { McpServer } from '@modelcontextprotocol/server';
import { writeInstructions } from './instructions.js';
import type { ServerSettings } from './read-settings.js';
import { registerJobOutput } from './resources/job-output.js';
import { registerMetrics } from './resources/metrics.js';
import { registerModels } from './resources/models.js';
import { registerSessions } from './resources/sessions.js';
import { registerTools } from './tools/register-tools.js';

export interface ServerParts {
  readonly gateway: Gateway;
  readonly settings: ServerSettings;
  readonly version: string;
}

/** One MCP server over the gateway. Each connection gets its own; the gateway is shared. */
export function createServer({ gateway, settings, version }: ServerParts): McpServer {
  const server = new McpServer(
    { name: 'llm-gateway', title: 'LLM Gateway', version },
    {
      instructions: writeInstructions(gateway.providers),
      // Providers are loaded once, so the lists never change.
      capabilities: { tools: { listChanged: false }, resources: { listChanged: false } },
    },
  );
  registerTools({ server, gateway, settings });
  registerJobOutput(server, gateway);
  registerModels(server, gateway);
  registerSessions(server, gateway);
  registerMetrics(server, gateway);
  return server;
}
