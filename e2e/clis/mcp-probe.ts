import { createInterface } from 'node:readline';

/** An MCP server with two tools, `echo` and `fail`, for the recordings: `node e2e/clis/mcp-probe.ts` on stdio. */
for await (const line of createInterface({ input: process.stdin })) {
  // Only the CLIs under test talk to this server, and they keep to the protocol.
  const { id, method, params } = JSON.parse(line) as Message;
  if (id === undefined) continue;
  const result = resultOf(method, params);
  const reply = result ? { result } : { error: { code: -32_601, message: `There is no ${method}.` } };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...reply })}\n`);
}

interface Message {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: {
    readonly protocolVersion?: string;
    readonly name?: string;
    readonly arguments?: { readonly text?: string };
  };
}

function resultOf(method: string, params: Message['params']): unknown {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: params?.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'probe', version: '1.0.0' },
      };
    case 'ping':
      return {};
    case 'tools/list':
      return { tools: [tool('echo', 'Says the text again.'), tool('fail', 'Fails.')] };
    case 'tools/call':
      if (params?.name === 'echo')
        return { content: [{ type: 'text', text: `echo: ${params.arguments?.text ?? ''}` }] };
      return { content: [{ type: 'text', text: 'It failed.' }], isError: true };
    default:
      return undefined;
  }
}

function tool(name: string, description: string): unknown {
  const inputSchema = { type: 'object', properties: { text: { type: 'string' } } };
  return { name, description, inputSchema, annotations: { readOnlyHint: true } };
}
