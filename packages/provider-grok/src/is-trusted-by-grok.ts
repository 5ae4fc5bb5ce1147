import type { ProviderContext } from '@llm-gateway/core/provider';
import { grokHome } from './grok-home.js';

/** Whether Grok was told (`grok --trust`, or its question) to trust the folder, or one above it. Nothing undoes that for one run. */
export async function isTrustedByGrok(context: ProviderContext): Promise<boolean> {
  const text = (await context.readTextFile(`${grokHome(context)}/trusted_folders.toml`)) ?? '';
  return [...text.matchAll(ENTRY)].some(([, basic, literal, body = '']) => {
    const folder = literal ?? unescape(basic ?? '');
    return /^\s*trusted\s*=\s*true/m.test(body) && isAtOrBelow(context.cwd, folder);
  });
}

/** `[folders."/a/b"]` and what follows up to the next table. */
const ENTRY = /^\[folders\.(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\]((?:\n(?!\[).*)*)/gm;

function unescape(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text; // TOML knows escapes that JSON does not.
  }
}

function isAtOrBelow(cwd: string, folder: string): boolean {
  return cwd === folder || cwd.startsWith(folder.replace(/[\\/]?$/, folder.includes('\\') ? '\\' : '/'));
}
