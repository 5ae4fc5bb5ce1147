import type { BuildInput, McpServerDefinition, Warning } from '@llm-gateway/core/provider';
import type { ConfigValue } from './override-config.js';

export interface McpServerPlan {
  readonly config: Readonly<Record<string, ConfigValue>>;
  readonly env: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
}

interface Servers extends Pick<BuildInput<unknown>, 'permission' | 'mcpServers'> {
  /** The names of the servers in the user's own configuration. */
  readonly own: readonly string[];
}

/**
 * Which MCP servers run. They act outside Codex's sandbox, and the user's configuration may approve their tools beforehand
 * (seen with 0.169.0 in a read-only run), so with `read-only` none runs but those that the request names. At the other
 * levels the CLI's own run as they always do, until a request names those that it wants.
 */
export function planMcpServers({ permission, mcpServers, own }: Servers): McpServerPlan {
  if (mcpServers === undefined && permission !== 'read-only') return { config: {}, env: {}, warnings: [] };
  const choices = mcpServers ?? [];
  const servers = new Map<string, ConfigValue>(own.map((name) => [name, { enabled: false }]));
  const env: Record<string, string> = {};
  const faults: string[] = [];
  for (const { name, definition } of choices) {
    if (own.includes(name)) {
      servers.delete(name);
      // Only tools that say of themselves that they are harmless, whatever the user's configuration approves.
      if (permission === 'read-only') servers.set(name, { default_tools_approval_mode: 'auto' });
      if (definition) faults.push(`Codex has an MCP server "${name}" of its own, and uses that.`);
      continue;
    }
    const fault = definition
      ? faultIn(name, definition, env)
      : `There is no MCP server "${name}" in Codex's configuration.`;
    if (definition && fault === undefined) servers.set(name, configOf(definition, env));
    if (fault !== undefined) faults.push(fault);
  }
  return {
    config: {
      // Plug-ins and apps bring servers that cannot be switched off one by one.
      'features.plugins': false,
      'features.apps': false,
      ...(servers.size > 0 && { mcp_servers: Object.fromEntries(servers) }),
      // 0.169.0 waits about a second for its servers; one started by `npx` would be missing from the first request.
      ...(choices.length > 0 && { mcp_optional_startup_grace_ms: 15_000 }),
    },
    env,
    warnings: faults.map((message) => ({ code: 'unsupported-setting', message })),
  };
}

/** A server on stdio gets its variables through Codex's own environment, where each name has one value. */
function faultIn(
  name: string,
  definition: McpServerDefinition,
  env: Readonly<Record<string, string>>,
): string | undefined {
  if (!/^[\w-]+$/.test(name)) return `Codex takes no MCP server with the name "${name}".`;
  const variables = 'command' in definition ? Object.entries(definition.env ?? {}) : [];
  const taken = variables.find(([variable, value]) => isCodexsOwn(variable) || (env[variable] ?? value) !== value);
  if (!taken) return undefined;
  return `The MCP server "${name}" is left out: Codex or another server needs "${taken[0]}" for itself.`;
}

/** Secrets go through the environment, because every user of the machine can read an argument list. */
function configOf(definition: McpServerDefinition, env: Record<string, string>): ConfigValue {
  if ('url' in definition) {
    const variables = Object.entries(definition.headers ?? {}).map(([header, value]) => {
      const variable = `LLM_GATEWAY_MCP_HEADER_${Object.keys(env).length}`;
      env[variable] = value;
      return [header, variable] as const;
    });
    return { url: definition.url, env_http_headers: Object.fromEntries(variables) };
  }
  Object.assign(env, definition.env);
  return {
    command: definition.command,
    args: definition.args ?? [],
    env_vars: Object.keys(definition.env ?? {}),
  };
}

function isCodexsOwn(variable: string): boolean {
  return /^(CODEX|OPENAI|LD|DYLD|RUST|SSL|LC|XDG)_|^(PATH|HOME|USER|SHELL|TERM|LANG|TZ|TMPDIR|TE?MP|NODE_OPTIONS|.*_PROXY)$/i.test(
    variable,
  );
}
