import type { BuildInput, FolderPolicy, McpServerDefinition } from '@llm-gateway/core/provider';
import type { ClaudeOptions } from './options.js';

export interface McpPlan {
  readonly args: readonly string[];
  /** For `Command.files`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Allow-rules for the servers that were named: being named is the permission to use them. */
  readonly rules: readonly string[];
  /** Whether the servers that the folder defines are used. */
  readonly folder: FolderPolicy['mcpServers'];
}

/** Which MCP servers start. Without a word of ours, all that the user has set up do, this gateway perhaps among them. */
export function chooseMcpServers(input: BuildInput<ClaudeOptions>): McpPlan {
  const { mcpServers, permission, folderTrust, scratchDir, options } = input;
  if (mcpServers === undefined) {
    // The user's settings may allow a server's tools for good, so a read-only run must not have the server.
    const isOpen = folderTrust === 'trusted' && permission !== 'read-only' && !options.strictMcpConfig;
    return isOpen ? { args: [], rules: [], folder: 'used' } : { args: [ONLY_GIVEN], rules: [], folder: 'ignored' };
  }

  const defined = mcpServers.flatMap(({ name, definition }) => (definition ? [[name, entryFor(definition)]] : []));
  const isClosed = options.strictMcpConfig === true || defined.length === mcpServers.length;
  const choice = isClosed ? ONLY_GIVEN : allowOnly(mcpServers.map(({ name }) => name));
  return {
    args: defined.length === 0 ? [choice] : [choice, `--mcp-config=${scratchDir}/${CONFIG_FILE}`],
    ...(defined.length > 0 && {
      files: { [CONFIG_FILE]: JSON.stringify({ mcpServers: Object.fromEntries(defined) }) },
    }),
    rules: mcpServers.map(({ name }) => `mcp__${name.replaceAll(/[^\w-]/g, '_')}`),
    folder: isClosed || folderTrust === 'untrusted' ? 'ignored' : 'used',
  };
}

export const ONLY_GIVEN = '--strict-mcp-config';
const CONFIG_FILE = 'mcp-servers.json';

/**
 * Lets in the named servers alone, those that Claude Code knows by itself included. The setting is meant for administrators;
 * 2.1.197 and 2.1.330 obey it from the command line as well.
 */
function allowOnly(names: readonly string[]): string {
  return `--settings=${JSON.stringify({ allowedMcpServers: names.map((serverName) => ({ serverName })) })}`;
}

function entryFor(definition: McpServerDefinition): Readonly<Record<string, unknown>> {
  return { type: 'command' in definition ? 'stdio' : 'http', ...definition };
}
