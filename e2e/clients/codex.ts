import type { ClientCli } from './client-cli.ts';

/** Codex 0.169.0. Without a person it runs the tools that say they only read, and refuses the others. */
export const codex: ClientCli = {
  clientName: 'codex-mcp-client',
  userAgent: /^codex_exec\//,
  setUp: ({ command, args, env }, { isAllowed }) => ({
    '.codex/config.toml': [
      '[mcp_servers.gateway]',
      `command = ${JSON.stringify(command)}`,
      `args = [${args.map((argument) => JSON.stringify(argument)).join(', ')}]`,
      // Otherwise a server that takes longer than a second to start is missing from the first request.
      'required = true',
      ...(isAllowed ? ['default_tools_approval_mode = "approve"'] : []),
      ...(env ? ['[mcp_servers.gateway.env]', ...Object.entries(env).map(assignment)] : []),
    ].join('\n'),
  }),
  passes: (variable) => ['HOME', 'PATH', 'TMPDIR'].includes(variable),
  run: () => ({ args: ['exec', '--skip-git-repo-check', '-'], promptOn: 'stdin' }),
  callTool: (tool, input) => `[[tool mcp__gateway/${tool} ${JSON.stringify(input)}]]`,
  refusal: /MCP tool call requires approval, but approval policy is never/,
};

function assignment([name, value]: readonly [string, string]): string {
  return `${name} = ${JSON.stringify(value)}`;
}
