import type { ClientCli } from './client-cli.ts';

/** Grok 1.0.41. Its model reaches MCP tools through one tool of its own; a call that nobody allowed ends the turn. */
export const grok: ClientCli = {
  clientName: 'grok-shell-gateway',
  userAgent: /^grok-shell\//,
  setUp: ({ command, args }, { isAllowed }) => ({
    '.grok/config.toml': [
      '[mcp_servers.gateway]',
      `command = ${JSON.stringify(command)}`,
      `args = [${args.map((argument) => JSON.stringify(argument)).join(', ')}]`,
      ...(isAllowed ? ['', '[permission]', 'allow = ["MCPTool(gateway__*)"]'] : []),
    ].join('\n'),
  }),
  passes: () => true,
  run: (promptFile) => ({ args: ['--prompt-file', promptFile], promptOn: 'file' }),
  callTool: (tool, input) =>
    `[[tool use_tool ${JSON.stringify({ tool_name: `gateway__${tool}`, tool_input: input })}]]`,
  refusal: undefined,
};
