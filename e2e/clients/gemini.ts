import type { ClientCli } from './client-cli.ts';

/** Gemini CLI 0.61.0. Without a person it does not even offer the tools of a server that is not trusted. */
export const gemini: ClientCli = {
  clientName: 'gemini-cli-mcp-client',
  userAgent: /^GeminiCLI/,
  setUp: (server, { isAllowed }) => ({
    '.gemini/settings.json': JSON.stringify(
      { mcpServers: { gateway: { ...server, ...(isAllowed && { trust: true }) } } },
      null,
      2,
    ),
  }),
  passes: (variable) => !/KEY|TOKEN|SECRET/.test(variable),
  run: () => ({ args: ['--output-format', 'stream-json'], promptOn: 'stdin' }),
  callTool: (tool, input) => `[[tool mcp_gateway_${tool} ${JSON.stringify(input)}]]`,
  refusal: /Tool "mcp_gateway_\w+" not found/,
};
