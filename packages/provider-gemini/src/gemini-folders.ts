import type { ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { parseJson } from './parse-json.js';

type Place = Pick<ProviderContext, 'env' | 'homeDir'>;

/** What Gemini CLI takes for the home folder. */
export function homeOf({ env, homeDir }: Place): string {
  return env['GEMINI_CLI_HOME'] || homeDir;
}

/** Where Gemini CLI keeps its settings, sign-in and conversations. */
export function geminiFolder(place: Place): string {
  return `${homeOf(place)}/.gemini`;
}

/** Where the conversations held in `cwd` lie. `undefined`: there was none yet. */
export async function chatsFolder(context: ProviderContext, cwd: string): Promise<string | undefined> {
  const text = await context.readTextFile(`${geminiFolder(context)}/projects.json`);
  const registry = registrySchema.safeParse(parseJson(text ?? ''));
  // 0.61.0 gives each folder a short name of its own, kept here; on Windows it looks it up in lower case.
  const name = registry.data?.projects[context.platform === 'win32' ? cwd.toLowerCase() : cwd];
  return name === undefined ? undefined : `${geminiFolder(context)}/tmp/${name}/chats`;
}

const registrySchema = z.object({ projects: z.record(z.string(), z.string().regex(/^[a-z0-9-]+$/)) });
