import type { FolderEntry, ProviderContext } from '@llm-gateway/core/provider';
import { codexHome } from './codex-home.js';

export type ThreadSearch =
  | { readonly state: 'found'; readonly rollout: FolderEntry }
  | { readonly state: 'archived' | 'missing' }
  /** The id does not say when the thread began, so its file cannot be found without reading every folder. */
  | { readonly state: 'unsearched' };

/**
 * Looks for the file of a thread. It lies in the folder of the day on which the thread began, by local time:
 * `sessions/2026/11/22/rollout-<local time>-<id>.jsonl`. The id, a version 7 UUID, says when that was.
 */
export async function findThread(id: string, context: ProviderContext): Promise<ThreadSearch> {
  const began = timeOf(id);
  if (began === undefined) return { state: 'unsearched' };
  const home = codexHome(context);
  for (const dayOffset of [0, 1, -1]) {
    const rollout = await entryOf(id, `${home}/sessions/${dayFolder(began + dayOffset * DAY_MS)}`, context);
    if (rollout) return { state: 'found', rollout };
  }
  return { state: (await entryOf(id, `${home}/archived_sessions`, context)) ? 'archived' : 'missing' };
}

export function isThreadId(id: string): boolean {
  return UUID.test(id);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DAY_MS = 86_400_000;

function timeOf(id: string): number | undefined {
  return UUID.exec(id)?.[1] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}

function dayFolder(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '/');
}

async function entryOf(id: string, folder: string, { listFolder }: ProviderContext): Promise<FolderEntry | undefined> {
  const name = id.toLowerCase();
  return (await listFolder(folder)).find((entry) => entry.kind === 'file' && entry.name.includes(name));
}
