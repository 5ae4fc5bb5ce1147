import type { FolderEntry, NativeSession, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { grokHome } from './grok-home.js';
import { parseJson } from './parse-json.js';

/** Grok's folders of conversations, one for each folder that was worked in, newest first. Their names only resemble its path. */
export async function sessionFolders(context: ProviderContext): Promise<readonly FolderEntry[]> {
  const entries = await context.listFolder(`${grokHome(context)}/sessions`);
  return entries.filter(({ kind }) => kind === 'folder').slice(0, MOST_FOLDERS);
}

const MOST_FOLDERS = 300;

export interface GrokSession {
  readonly session: NativeSession & { readonly cwd: string };
  readonly isSubagent: boolean;
}

/** A conversation by its own folder. */
export async function readSession(folder: string, context: ProviderContext): Promise<GrokSession | undefined> {
  const text = await context.readTextFile(`${folder}/summary.json`, { maxBytes: 64 * 1024 });
  const parsed = summary.safeParse(text === undefined ? undefined : parseJson(text));
  if (!parsed.success) return undefined;
  const {
    info,
    session_kind: kind,
    generated_title: title,
    updated_at: updated,
    current_model_id: model,
  } = parsed.data;
  const time = new Date(updated ?? '');
  const session = {
    ...info,
    ...(title && { title }),
    ...(Number.isNaN(time.getTime()) ? {} : { updatedAt: time.toISOString() }),
    ...(model && { model }),
  };
  return { session, isSubagent: kind === 'subagent' };
}

/** `summary.json` as 1.0.41 writes it, unless it is writing it just now. */
const summary = z.object({
  info: z.object({ id: z.string().min(1), cwd: z.string().min(1) }),
  session_kind: z.string().nullish(),
  generated_title: z.string().nullish(),
  updated_at: z.string().nullish(),
  current_model_id: z.string().nullish(),
});
