import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

/** Which generation of the official SDK the client is made with. */
export type Generation = 'first' | 'second';

export interface McpClient {
  /** The server's process. */
  readonly pid: number;
  tools(): Promise<readonly string[]>;
  call(tool: string, fields: Record<string, unknown>, options?: CallOptions): Promise<ToolReply>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly onprogress?: (progress: { readonly progress: number; readonly message?: string | undefined }) => void;
  readonly signal?: AbortSignal;
  readonly timeout?: number;
}

export interface ToolReply {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
}

export interface ServerProcess {
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
}

/** Starts a server and connects to it as any MCP client would. */
export async function connectClient(generation: Generation, server: ServerProcess): Promise<McpClient> {
  const introduction = { name: 'e2e', version: '1.0.0' };
  const parameters = { ...server, stderr: 'inherit' as const };
  if (generation === 'first') {
    const client = new FirstClient(introduction);
    const transport = new FirstTransport(parameters);
    await client.connect(transport);
    return {
      pid: transport.pid ?? 0,
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (name, fields, options) =>
        readReply(await client.callTool({ name, arguments: fields }, undefined, { timeout: 120_000, ...options })),
      close: () => client.close(),
    };
  }
  const client = new Client(introduction, { versionNegotiation: { mode: 'auto' } });
  const transport = new StdioClientTransport(parameters);
  await client.connect(transport);
  return {
    pid: transport.pid ?? 0,
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, fields, options) =>
      readReply(await client.callTool({ name, arguments: fields }, { timeout: 120_000, ...options })),
    close: () => client.close(),
  };
}

function readReply(result: unknown): ToolReply {
  // Both SDKs have validated it against the protocol.
  const { isError, content, structuredContent } = result as {
    readonly isError?: boolean;
    readonly content: readonly { readonly type: string; readonly text?: string }[];
    readonly structuredContent?: Record<string, unknown>;
  };
  return {
    isError: isError ?? false,
    text: content.map(({ text }) => text ?? '').join('\n'),
    structured: structuredContent ?? {},
  };
}
