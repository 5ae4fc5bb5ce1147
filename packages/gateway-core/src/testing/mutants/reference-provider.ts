import * as z from 'zod';
import type {
  AgentEvent,
  BuildInput,
  Command,
  FailureReason,
  JsonValue,
  ModelCatalog,
  NativeSession,
  ProcessFailure,
  Provider,
  ProviderContext,
  SessionIntent,
  SessionPlan,
  UpgradePlan,
} from '../../provider.js';

/** A small provider that does everything right, for the mutants to do wrong. Its CLI does not exist. */
export const referenceProvider: Provider<TinyOptions> = {
  apiVersion: 1,
  id: 'tiny',
  displayName: 'Tiny',
  executable: { names: ['tiny'], installHint: 'npm install --global tiny-cli', environmentMarkers: ['TINY'] },
  features: {
    sessions: { resume: true, latest: true, fork: true },
    streaming: 'token',
    permissions: ['read-only', 'edit', 'full'],
    efforts: ['low', 'high'],
  },
  options: z.strictObject({
    maxCostUsd: z.number().min(0.000_000_1).optional().describe('Stops when the run has cost that much.'),
    unattended: z.boolean().optional().describe('Asks for permission "full".'),
    addFolders: z.array(z.string().min(1)).optional().describe('More folders to work in.'),
    style: z.enum(['short', 'long']).optional().describe('How much it says.'),
  }),
  interpretOptions: ({ unattended }) => (unattended ? { permission: 'full' } : {}),
  resolveSession,
  buildCommand,
  parseOutput,
  explainFailure,
  discoverModels,
  planUpgrade,
  listSessions,
  checkLogin: async (context) => {
    if (context.env['TINY_API_KEY']) return { state: 'logged-in', detail: 'API key in TINY_API_KEY' };
    const credentials = parseJson((await context.readTextFile(`${context.homeDir}/.tiny/credentials.json`)) ?? '');
    return z.object({ token: z.string() }).safeParse(credentials).success
      ? { state: 'logged-in', detail: 'subscription' }
      : { state: 'logged-out', hint: 'Run `tiny login`.' };
  },
  tidyUp: ({ sessionId = '' }, { homeDir }) => ({
    removeFiles: /^[\w-]+$/.test(sessionId) ? [`${homeDir}/.tiny/locks/${sessionId}`] : [],
  }),
};

export interface TinyOptions {
  readonly maxCostUsd?: number | undefined;
  readonly unattended?: boolean | undefined;
  readonly addFolders?: readonly string[] | undefined;
  readonly style?: 'short' | 'long' | undefined;
}

export function resolveSession(intent: SessionIntent): SessionPlan {
  switch (intent.kind) {
    case 'new':
      return { kind: 'new', nativeId: intent.suggestedId };
    case 'resume':
      return { kind: 'resume', nativeId: intent.id };
    case 'fork':
      return { kind: 'fork', detail: intent.id };
    case 'latest':
      return { kind: 'latest' };
    default:
      return intent satisfies never;
  }
}

export function buildCommand(input: BuildInput<TinyOptions>): Command {
  const { executable, prompt, session, permission, model, effort, folderTrust, mcpServers, options } = input;
  const args = ['run', ...sessionArguments(session), `--permission=${permission}`];
  if (permission === 'full') args.push('--dangerously-skip-permissions');
  if (model !== undefined) args.push(`--model=${model}`);
  if (effort !== undefined) args.push(`--effort=${effort}`);
  if (folderTrust === 'untrusted') args.push('--ignore-folder');
  if (mcpServers !== undefined) args.push(`--mcp-config=${input.scratchDir}/mcp.json`);
  if (options.maxCostUsd !== undefined) args.push(`--max-cost=${options.maxCostUsd.toFixed(7)}`);
  for (const folder of options.addFolders ?? []) args.push(`--add-folder=${folder}`);
  if (options.style !== undefined) args.push(`--style=${options.style}`);
  const use = folderTrust === 'trusted' ? 'used' : 'ignored';
  return {
    file: executable,
    args,
    stdin: prompt,
    ...(mcpServers !== undefined && { files: { 'mcp.json': JSON.stringify(mcpServers) } }),
    folder: { hooks: use, mcpServers: use, settings: use, instructions: 'used' },
  };
}

function sessionArguments({ kind, nativeId, detail }: SessionPlan): readonly string[] {
  switch (kind) {
    case 'new':
      return [`--session-id=${nativeId}`];
    case 'resume':
      return [`--resume=${nativeId}`];
    case 'fork':
      return [`--fork=${JSON.stringify(detail)}`];
    case 'latest':
      return ['--continue'];
    default:
      return kind satisfies never;
  }
}

const count = z.int().nonnegative();
export const outputLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('init'), session: z.string().min(1), model: z.string().min(1) }),
  z.object({ type: z.literal('delta'), message: z.string().min(1), text: z.string() }),
  z.object({ type: z.literal('message'), message: z.string().min(1), text: z.string() }),
  z.object({ type: z.literal('tool'), id: z.string().min(1), name: z.string().min(1), input: z.json() }),
  z.object({ type: z.literal('tool_done'), id: z.string().min(1), output: z.json() }),
  z.object({
    type: z.literal('usage'),
    uncached: count,
    cached: count,
    output: count,
    cost_usd: z.number().nonnegative(),
  }),
  z.object({
    type: z.literal('done'),
    is_error: z.boolean(),
    text: z.string(),
    error: z.object({ type: z.string(), retry_after_seconds: z.number().nonnegative() }).optional(),
  }),
]);
export type OutputLine = z.output<typeof outputLine>;

export async function* parseOutput(lines: AsyncIterable<string>): AsyncGenerator<AgentEvent> {
  for await (const line of lines) {
    const value = parseJson(line);
    const known = outputLine.safeParse(value);
    if (known.success) yield* eventsOf(known.data);
    else yield { type: 'raw', value };
  }
}

export function eventsOf(line: OutputLine): readonly AgentEvent[] {
  switch (line.type) {
    case 'init':
      return [
        { type: 'session', id: line.session },
        { type: 'model', id: line.model },
      ];
    case 'delta':
      return [{ type: 'text', delta: line.text, messageId: line.message }];
    case 'message':
      return []; // the same text once more
    case 'tool':
      return [{ type: 'tool-call', callId: line.id, name: line.name, input: line.input }];
    case 'tool_done':
      return [{ type: 'tool-result', callId: line.id, output: line.output }];
    case 'usage': {
      const { uncached, cached, output, cost_usd: costUsd } = line;
      const usage = { inputTokens: uncached + cached, cachedInputTokens: cached, outputTokens: output, costUsd };
      return [{ type: 'usage', usage }];
    }
    case 'done':
      return line.is_error
        ? [{ type: 'result', stop: 'failed', failure: failureOf(line) }]
        : [{ type: 'result', stop: 'end-turn', text: line.text }];
    default:
      return line satisfies never;
  }
}

function failureOf({ error }: Extract<OutputLine, { type: 'done' }>): FailureReason {
  if (error?.type !== 'rate_limit_error') return { code: 'cli_error', message: 'Tiny reported an error.' };
  return { ...rateLimited, retryAfterMs: error.retry_after_seconds * 1000 };
}

const rateLimited: FailureReason = { code: 'rate_limited', message: 'Tiny has reached its limit.' };

export function explainFailure({ stderr }: ProcessFailure): FailureReason | undefined {
  if (/\bnot logged in\b|\b401 Unauthorized\b/.test(stderr)) {
    return { code: 'auth_required', message: 'Tiny is not logged in.', hint: 'Run `tiny login`.' };
  }
  return /\bAPI Error: 429\b/.test(stderr) ? rateLimited : undefined;
}

export async function discoverModels(context: ProviderContext): Promise<ModelCatalog> {
  const { stdout } = await context.query(['models', '--json']);
  const listed = z.array(z.object({ id: z.string().min(1) })).safeParse(parseJson(stdout));
  return { models: listed.success ? listed.data.map(({ id }) => ({ id, source: 'cli' })) : [] };
}

export function planUpgrade(target: string, { installation }: ProviderContext): UpgradePlan {
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(target)) {
    return { strategy: 'manual', commands: [], note: 'The target is neither a version nor a tag.' };
  }
  if (installation.method === 'homebrew') {
    return { strategy: 'homebrew', commands: [{ file: 'brew', args: ['upgrade', 'tiny'] }] };
  }
  if (installation.method === 'npm') {
    return { strategy: 'npm', commands: [{ file: 'npm', args: ['install', '--global', `tiny-cli@${target}`] }] };
  }
  return { strategy: 'self-update', commands: [{ file: installation.path, args: ['update', `--to=${target}`] }] };
}

const sessionFile = z.object({ id: z.string().min(1), cwd: z.string() });

async function* listSessions(context: ProviderContext): AsyncGenerator<NativeSession> {
  const entries = await context.listFolder(`${context.homeDir}/.tiny/sessions`);
  for (const { path, modifiedAt } of entries.slice(0, 50)) {
    const session = sessionFile.safeParse(parseJson((await context.readTextFile(path)) ?? ''));
    if (session.success) yield { ...session.data, updatedAt: modifiedAt };
  }
}

export function parseJson(text: string): JsonValue {
  try {
    // JSON.parse returns nothing but JSON values.
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
