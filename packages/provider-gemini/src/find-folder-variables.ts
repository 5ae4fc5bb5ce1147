import type { ProviderContext } from '@llm-gateway/core/provider';
import { homeOf } from './gemini-folders.js';

/**
 * The environment variables that the folder's own `.env` files would set. `unknown` when a file is too large to tell.
 *
 * 0.61.0 reads `.gemini/.env` and `.env` of the folder and of those above it into its own environment as soon as
 * `--skip-trust` is given (seen: a planted HTTPS_PROXY took effect, and LD_PRELOAD would reach every child). It leaves a
 * variable alone that is set already, even to nothing, so knowing the names is enough to keep the values out.
 */
export async function findFolderVariables(context: ProviderContext): Promise<readonly string[] | 'unknown'> {
  const names = new Set<string>();
  for (const file of environmentFiles(context)) {
    const text = await context.readTextFile(file, { maxBytes: LARGEST_FILE });
    if (text === undefined) continue;
    if (new TextEncoder().encode(text).length >= LARGEST_FILE) return 'unknown';
    for (const name of namesIn(text)) names.add(name);
  }
  return [...names].filter((name) => context.env[name] === undefined);
}

const LARGEST_FILE = 256 * 1024;

/** Those of the home folder are the user's own. */
function environmentFiles(context: ProviderContext): readonly string[] {
  const parts = partsOf(context.cwd);
  const home = partsOf(homeOf(context)).join('/');
  return parts
    .map((_, index) => parts.slice(0, parts.length - index).join('/'))
    .filter((folder) => folder !== home)
    .flatMap((folder) => [`${folder}/.gemini/.env`, `${folder}/.env`]);
}

/** `/work/project/` and `C:\work\project` alike. */
function partsOf(folder: string): readonly string[] {
  return folder.replace(/[\\/]+$/, '').split(/[\\/]/);
}

/** Whatever a reader of such a file could take for a name, and more. Starting at whole words only keeps it linear. */
function namesIn(text: string): readonly string[] {
  const words = text.match(/(?<![\w.-])[\w.-]+(?=\s*[=:])/g) ?? [];
  return words.filter((name) => /^[A-Za-z_]\w*$/.test(name));
}
