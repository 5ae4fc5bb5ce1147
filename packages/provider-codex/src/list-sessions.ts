import type { FolderEntry, NativeSession, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { codexHome } from './codex-home.js';

/** The newest conversations on Codex's disk. Those of sub-agents and the archived ones are left out. */
export async function* listSessions(context: ProviderContext): AsyncGenerator<NativeSession> {
  for (const rollout of await newestRollouts(context)) {
    const start = await context.readTextFile(rollout.path, { maxBytes: START_BYTES });
    const session = start === undefined ? undefined : describe(start, rollout);
    if (session) yield session;
  }
}

const MOST_SESSIONS = 50;
const MOST_DAYS = 100;
/** The first line holds the model's instructions, 22 KB in 0.169.0; the first prompt stands at about 95 KB. */
const START_BYTES = 192 * 1024;

/** The files lie in folders by year, month and day; a thread that was resumed lies where it began. */
async function newestRollouts(context: ProviderContext): Promise<readonly FolderEntry[]> {
  const rollouts: FolderEntry[] = [];
  let days = 0;
  for await (const day of daysBackwards(`${codexHome(context)}/sessions`, 3, context)) {
    const files = await context.listFolder(day);
    rollouts.push(...files.filter(({ kind, name }) => kind === 'file' && ROLLOUT.test(name)));
    days += 1;
    if (rollouts.length >= MOST_SESSIONS || days >= MOST_DAYS) break;
  }
  return rollouts.toSorted((one, other) => (one.modifiedAt < other.modifiedAt ? 1 : -1)).slice(0, MOST_SESSIONS);
}

const ROLLOUT = /^rollout-.*\.jsonl$/;

async function* daysBackwards(folder: string, depth: number, context: ProviderContext): AsyncGenerator<string> {
  if (depth === 0) {
    yield folder;
    return;
  }
  const entries = await context.listFolder(folder);
  const folders = entries.filter(({ kind, name }) => kind === 'folder' && /^\d+$/.test(name));
  for (const { path } of folders.toSorted((one, other) => (one.name < other.name ? 1 : -1))) {
    yield* daysBackwards(path, depth - 1, context);
  }
}

const rolloutLine = z.discriminatedUnion('type', [
  // A sub-agent's `source` is an object.
  z.object({
    type: z.literal('session_meta'),
    payload: z.object({ id: z.string().min(1), cwd: z.string(), source: z.string() }),
  }),
  z.object({ type: z.literal('turn_context'), payload: z.object({ model: z.string() }) }),
  z.object({
    type: z.literal('event_msg'),
    payload: z.object({
      type: z.literal('item_completed'),
      item: z.object({ type: z.literal('UserMessage'), content: z.array(z.object({ text: z.string() })).min(1) }),
    }),
  }),
]);

function describe(start: string, { modifiedAt }: FolderEntry): NativeSession | undefined {
  let session: NativeSession | undefined;
  for (const text of start.split('\n')) {
    const line = rolloutLine.safeParse(parseJson(text));
    if (!line.success) {
      if (!session) return undefined;
      continue;
    }
    switch (line.data.type) {
      case 'session_meta':
        session ??= { id: line.data.payload.id, cwd: line.data.payload.cwd, updatedAt: modifiedAt };
        break;
      case 'turn_context':
        if (session) session = { ...session, model: line.data.payload.model };
        break;
      case 'event_msg':
        return session && { ...session, title: titleOf(line.data.payload.item.content[0]?.text ?? '') };
      default:
        line.data satisfies never;
    }
  }
  return session;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The last line is cut where reading stopped.
  }
}

function titleOf(prompt: string): string {
  const words = prompt.trim().replaceAll(/\s+/g, ' ');
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
}
