import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Sandbox } from './sandbox.js';

/** What the tests need of a client, whichever SDK it is made with. */
export interface TestClient {
  readonly pid: number;
  readonly instructions: string | undefined;
  listTools(): Promise<readonly ListedTool[]>;
  call(name: string, fields: Record<string, unknown>, options?: CallOptions): Promise<Reply>;
  read(uri: string): Promise<string>;
  close(): Promise<void>;
}

export interface ListedTool {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema: object;
  readonly outputSchema?: object | undefined;
  readonly annotations?: object | undefined;
}

export interface CallOptions {
  readonly onprogress?: (progress: { readonly progress: number; readonly message?: string | undefined }) => void;
  readonly signal?: AbortSignal;
  readonly timeout?: number;
}

export interface Reply {
  readonly isError: boolean;
  /** The text blocks. */
  readonly texts: readonly string[];
  /** The addresses of the resource links. */
  readonly links: readonly string[];
  readonly structured: Record<string, unknown>;
}

export interface ConnectOptions {
  /** As which the client introduces itself. */
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Answers a question to the person in front of the client. Absent: the client cannot show one. */
  readonly onQuestion?: (message: string) => 'accept' | 'decline' | 'cancel';
}

/** `2026`: the newest protocol. `2025`: the one before, from the same SDK. `first`: the first generation of the SDK. */
export type Generation = '2026' | '2025' | 'first';

export const GENERATIONS: readonly Generation[] = ['2026', '2025', 'first'];

export function connect(generation: Generation, sandbox: Sandbox, options: ConnectOptions = {}): Promise<TestClient> {
  return generation === 'first' ? connectFirst(sandbox, options) : connectSecond(generation, sandbox, options);
}

async function connectSecond(
  generation: '2026' | '2025',
  sandbox: Sandbox,
  { name = 'test', env, onQuestion }: ConnectOptions,
): Promise<TestClient> {
  const mode = generation === '2026' ? 'auto' : 'legacy';
  const capabilities = onQuestion ? { elicitation: { form: {} } } : {};
  const client = new Client({ name, version: '1.0.0' }, { versionNegotiation: { mode }, capabilities });
  if (onQuestion) {
    client.setRequestHandler('elicitation/create', ({ params }) => ({ action: onQuestion(params.message) }));
  }
  const transport = new StdioClientTransport(processOf(sandbox, env));
  await client.connect(transport);
  return {
    pid: transport.pid ?? 0,
    instructions: client.getInstructions(),
    listTools: async () => (await client.listTools()).tools,
    call: async (tool, fields, options) => readReply(await client.callTool({ name: tool, arguments: fields }, options)),
    read: async (uri) => textOf((await client.readResource({ uri })).contents),
    close: () => client.close(),
  };
}

async function connectFirst(sandbox: Sandbox, { name = 'test', env, onQuestion }: ConnectOptions): Promise<TestClient> {
  const capabilities = onQuestion ? { elicitation: {} } : {};
  const client = new FirstClient({ name, version: '1.0.0' }, { capabilities });
  if (onQuestion) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => ({ action: onQuestion(params.message) }));
  }
  const transport = new FirstTransport(processOf(sandbox, env));
  await client.connect(transport);
  return {
    pid: transport.pid ?? 0,
    instructions: client.getInstructions(),
    listTools: async () => (await client.listTools()).tools,
    call: async (tool, fields, options) =>
      readReply(await client.callTool({ name: tool, arguments: fields }, undefined, options)),
    read: async (uri) => textOf((await client.readResource({ uri })).contents),
    close: () => client.close(),
  };
}

type StdioProcess = ConstructorParameters<typeof StdioClientTransport>[0];

function processOf({ command, args, env, cwd }: Sandbox, more: ConnectOptions['env']): StdioProcess {
  return { command, args: [...args], env: { ...env, ...more }, cwd, stderr: 'ignore' };
}

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly uri?: string;
}

function readReply(result: unknown): Reply {
  // Both SDKs have validated it against the protocol.
  const { isError, content, structuredContent } = result as {
    readonly isError?: boolean;
    readonly content: readonly Block[];
    readonly structuredContent?: Record<string, unknown>;
  };
  return {
    isError: isError ?? false,
    texts: content.flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : [])),
    links: content.flatMap(({ type, uri }) => (type === 'resource_link' && uri !== undefined ? [uri] : [])),
    structured: structuredContent ?? {},
  };
}

function textOf(contents: readonly object[]): string {
  return contents.map((part) => ('text' in part ? String(part.text) : '')).join('');
}
