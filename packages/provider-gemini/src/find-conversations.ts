import type { FolderEntry, JsonValue, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { chatsFolder } from './gemini-folders.js';
import { parseJson } from './parse-json.js';

/** One file of the folder in which Gemini CLI keeps the conversations held in `cwd`. */
export interface ConversationFile {
  readonly path: string;
  readonly sessionId: string;
  /** False: nobody has said anything in it. */
  readonly hasMessages: boolean;
  readonly modifiedAt: string;
  readonly title?: string;
  readonly model?: string;
}

/** The newest of these files that are the given session's, or anybody's. */
export async function* findConversations(
  context: ProviderContext,
  { cwd, sessionId }: { readonly cwd: string; readonly sessionId?: string },
): AsyncGenerator<ConversationFile> {
  const folder = await chatsFolder(context, cwd);
  if (folder === undefined) return;
  // 0.61.0: `session-<minute>-<first 8 of the id>.jsonl`.
  const ending = sessionId === undefined ? '.jsonl' : `-${sessionId.slice(0, 8)}.jsonl`;
  const entries = (await context.listFolder(folder)).filter(
    ({ kind, name }) => kind === 'file' && name.endsWith(ending),
  );
  for (const entry of entries.slice(0, MOST_FILES)) {
    const text = await context.readTextFile(entry.path, { maxBytes: MOST_BYTES });
    const found = text === undefined ? undefined : describe(entry, text);
    if (found !== undefined && (sessionId === undefined || found.sessionId === sessionId)) yield found;
  }
}

const MOST_FILES = 50;
const MOST_BYTES = 256 * 1024;

function describe(entry: FolderEntry, text: string): ConversationFile | undefined {
  const [header, ...rest] = text.split('\n').map(parseJson);
  const { data } = headerSchema.safeParse(header);
  if (data === undefined || data.kind === 'subagent') return undefined;
  const messages = rest
    .flatMap((line) => messageSchema.safeParse(line).data ?? [])
    .filter((message) => !isContext(message));
  const title = titleOf(rest, messages);
  const model = messages.findLast((message) => message.model !== undefined)?.model;
  return {
    path: entry.path,
    sessionId: data.sessionId,
    // A file too large to be read whole is no empty one.
    hasMessages: messages.length > 0 || entry.bytes > MOST_BYTES,
    modifiedAt: entry.modifiedAt,
    ...(title !== undefined && { title }),
    ...(model !== undefined && { model }),
  };
}

function titleOf(lines: readonly (JsonValue | undefined)[], messages: readonly Message[]): string | undefined {
  const summary = lines.flatMap((line) => summarySchema.safeParse(line).data?.$set.summary ?? []).at(-1);
  const first = messages.find(({ type }) => type === 'user');
  const words = summary ?? (first === undefined ? '' : textOf(first));
  const title = words.replace(/\s+/g, ' ').trim();
  return title === '' ? undefined : title.slice(0, 80);
}

/** What the CLI tells the model before the person has said anything. */
function isContext(message: Message): boolean {
  return /^<(session|hook)_context>/.test(textOf(message));
}

function textOf({ content }: Message): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join(' ');
}

const headerSchema = z.object({ sessionId: z.string().min(1), kind: z.string().optional() });

const summarySchema = z.object({ $set: z.object({ summary: z.string().min(1) }) });

const messageSchema = z.object({
  type: z.enum(['user', 'gemini']),
  content: z.union([z.string(), z.array(z.object({ text: z.string().optional() }))]),
  model: z.string().optional(),
});

type Message = z.output<typeof messageSchema>;
