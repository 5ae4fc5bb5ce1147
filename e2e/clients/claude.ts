import type { ClientCli } from './client-cli.ts';

/** Claude Code 2.1.330. It asks for every MCP tool, whatever the tool says of itself. */
export const claude: ClientCli = {
  clientName: 'claude-code',
  userAgent: /^claude-cli\//,
  setUp: (server, { isAllowed }) => ({
    '.claude.json': JSON.stringify({ mcpServers: { gateway: { type: 'stdio', ...server } } }, null, 2),
    ...(isAllowed && {
      '.claude/settings.json': JSON.stringify({ permissions: { allow: ['mcp__gateway'] } }, null, 2),
    }),
  }),
  passes: () => true,
  run: () => ({ args: ['-p'], promptOn: 'stdin' }),
  callTool: (tool, input) => `[[tool mcp__gateway__${tool} ${JSON.stringify(input)}]]`,
  refusal: /requested permissions to use mcp__gateway__\w+, but you haven't granted it yet/,
};
