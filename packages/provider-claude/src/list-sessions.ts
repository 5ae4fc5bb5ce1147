import type { FolderEntry, NativeSession, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { configFolder } from './config-folder.js';
import { parseJson } from './parse-json.js';

/** The conversations that began in the context's folder. Each is a file named by its id, and its name says nothing else. */
export async function* listSessions(context: ProviderContext): AsyncGenerator<NativeSession> {
  const files = await conversationFiles(context);
  for (const { path, name, modifiedAt } of files.slice(0, MOST_READ)) {
    const start = await context.readTextFile(path, { maxBytes: START_BYTES });
    const facts = readStart(start ?? '');
    // Folders such as `a/b` and `a-b` share one folder of conversations.
    if (facts?.cwd !== context.cwd) continue;
    yield { id: name.slice(0, -EXTENSION.length), updatedAt: modifiedAt, ...facts };
  }
}

const MOST_READ = 50;
const EXTENSION = '.jsonl';
/** The first prompt stands twice before anything else, and may have 100,000 characters. */
const START_BYTES = 1024 * 1024;
/** Other files in the folder hold what subagents did. */
const CONVERSATION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.jsonl$/i;
const LONGEST_NAME = 200;

/** Newest first. */
async function conversationFiles(context: ProviderContext): Promise<readonly FolderEntry[]> {
  const projects = `${configFolder(context)}/projects`;
  const name = context.cwd.replaceAll(/[^a-zA-Z0-9]/g, '-');
  const files: FolderEntry[] = [];
  for (const folder of name.length > LONGEST_NAME ? await cutNames(projects, name, context) : [name]) {
    files.push(...(await context.listFolder(`${projects}/${folder}`)));
  }
  return files.filter((file) => file.kind === 'file' && CONVERSATION.test(file.name));
}

/** A long name is cut and gets a hash behind it. */
async function cutNames(projects: string, name: string, context: ProviderContext): Promise<readonly string[]> {
  const start = `${name.slice(0, LONGEST_NAME)}-`;
  return (await context.listFolder(projects)).map((entry) => entry.name).filter((entry) => entry.startsWith(start));
}

const line = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('user'),
    cwd: z.string(),
    isMeta: z.boolean().optional(),
    message: z.object({ content: z.unknown() }),
  }),
  z.object({ type: z.literal('assistant'), message: z.object({ model: z.string() }) }),
]);

/** What the first lines tell. The last of them may be cut, and then counts as none. */
function readStart(text: string): Pick<NativeSession, 'cwd' | 'title' | 'model'> | undefined {
  let cwd: string | undefined;
  let title: string | undefined;
  let model: string | undefined;
  for (const row of text.split('\n')) {
    const entry = line.safeParse(parseJson(row)).data;
    if (entry?.type === 'user') {
      cwd ??= entry.cwd;
      if (!entry.isMeta) title ??= titleFrom(entry.message.content);
    }
    // The CLI's own messages, such as errors, name "<synthetic>".
    if (entry?.type === 'assistant' && !entry.message.model.startsWith('<')) model ??= entry.message.model;
  }
  if (cwd === undefined) return undefined;
  return { cwd, ...(title !== undefined && { title }), ...(model !== undefined && { model }) };
}

const words = z.union([
  z.string(),
  z
    .array(z.object({ text: z.string().optional() }))
    .transform((blocks) => blocks.map(({ text }) => text ?? '').join(' ')),
]);

/** The first words of a prompt. A slash command is recorded in tags. */
function titleFrom(content: unknown): string | undefined {
  const text = words.safeParse(content).data?.trim().replaceAll(/\s+/g, ' ') ?? '';
  if (text === '' || text.startsWith('<')) return undefined;
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
