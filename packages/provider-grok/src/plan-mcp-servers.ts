import type { BuildInput, McpServerChoice, Warning } from '@llm-gateway/core/provider';
import { everythingBut } from './everything-but.js';
import type { GrokOptions } from './options.js';

export interface McpPlan {
  /** Whether Grok gets the two tools through which it reaches MCP servers. */
  readonly isOffered: boolean;
  readonly args: readonly string[];
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
}

/**
 * Which MCP servers Grok may use. Below `full` none unless they are named: what their tools do is beyond Grok's control. The
 * servers of the user's own configuration start in any case (1.0.41 has nothing against that for one run).
 */
export function planMcpServers({
  mcpServers,
  permission,
  scratchDir,
  options,
}: Pick<BuildInput<GrokOptions>, 'mcpServers' | 'permission' | 'scratchDir' | 'options'>): McpPlan {
  const isUnlimited = permission === 'full' && (options.allowedTools ?? []).length === 0;
  if (mcpServers === undefined && isUnlimited) return { ...nothing, isOffered: true };
  const servers = (mcpServers ?? []).filter(({ name }) => SERVER_NAME.test(name));
  const warnings = (mcpServers ?? []).filter(({ name }) => !SERVER_NAME.test(name)).map(unusable);
  if (servers.length === 0) return { ...nothing, deny: ['MCPTool'], warnings };
  const names = servers.map(({ name }) => name);
  const definitions = defined(servers);
  return {
    isOffered: true,
    args: definitions.length === 0 ? [] : [`--agent=${scratchDir}/${AGENT_FILE}`],
    allow: names.map((name) => `MCPTool(${name}__*)`),
    deny: everythingBut(names).map((pattern) => `MCPTool(${pattern}__*)`),
    files: definitions.length === 0 ? {} : { [AGENT_FILE]: agentDefinition(definitions) },
    warnings,
  };
}

const nothing: McpPlan = { isOffered: false, args: [], allow: [], deny: [], files: {}, warnings: [] };

/** Grok takes no other names for servers. */
const SERVER_NAME = /^[A-Za-z0-9_-]+$/;

const AGENT_FILE = 'agent.md';

/**
 * 1.0.41 takes servers for one run from an agent's definition alone. Without a text of its own the agent is Grok's usual one.
 * The head is YAML, of which JSON is a part.
 */
function agentDefinition(mcpServers: readonly Readonly<Record<string, unknown>>[]): string {
  const head = { name: 'llm-gateway', description: 'Grok with the MCP servers of one request.', mcpServers };
  return `---\n${JSON.stringify(head)}\n---\n`;
}

function defined(servers: readonly McpServerChoice[]): readonly Readonly<Record<string, unknown>>[] {
  return servers.flatMap(({ name, definition }) => (definition === undefined ? [] : [{ [name]: definition }]));
}

function unusable({ name }: McpServerChoice): Warning {
  return {
    code: 'unsupported-setting',
    message: `The MCP server "${name}" was left out: Grok takes only letters, digits, "_" and "-" in its name.`,
  };
}
