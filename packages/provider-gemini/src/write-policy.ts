import { toolsOf } from './tool-levels.js';

/**
 * A policy file under which only the level's tools run. `--approval-mode plan` is no substitute: in 0.61.0 it let shell
 * commands and MCP tools run that the user's settings allow. A `--policy` file stands above all of these settings and in
 * place of the user's own policy files; only an administrator's policies stand above it.
 */
export function writePolicy(level: 'read-only' | 'edit', serverNames: readonly string[]): string {
  return [
    rule([`toolName = ${JSON.stringify(toolsOf[level])}`, 'decision = "allow"', 'priority = 999']),
    rule(['toolName = "invoke_agent"', `argsPattern = '${builtInAgent}'`, 'decision = "allow"', 'priority = 999']),
    ...serverNames.map((name) =>
      rule([
        `mcpName = ${JSON.stringify(name)}`,
        'toolName = "*"',
        ...(level === 'read-only' ? ['toolAnnotations = { readOnlyHint = true }'] : []),
        'decision = "allow"',
        'priority = 999',
      ]),
    ),
    rule(['toolName = "*"', 'decision = "deny"', 'priority = 998']),
  ].join('\n');
}

/** Agents that the CLI brings: what they call is held against the same policy. Others may bring MCP servers or be remote. */
const builtInAgent = String.raw`\x00"agent_name":"(cli_help|codebase_investigator|generalist)"\x00`;

function rule(lines: readonly string[]): string {
  return ['[[rule]]', ...lines, ''].join('\n');
}
