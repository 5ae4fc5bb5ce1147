import { statSync } from 'node:fs';
import type { ExecutableFacts, Installation } from '../provider.js';
import type { FoundExecutable } from './find-executable.js';
import { runQuery } from './run-query.js';

const known = new Map<string, Promise<string>>();

/** The installation with its version. The version is asked for once per executable and modification of it. */
export async function inspectInstallation(
  found: FoundExecutable,
  facts: ExecutableFacts,
  { env, cwd }: { readonly env: Readonly<Record<string, string>>; readonly cwd: string },
): Promise<Installation> {
  // npm gives every file of every version the same mtime, so only ctime tells that a launcher was installed anew.
  const { mtimeMs, ctimeMs, size } = statSync(found.realPath);
  const key = `${found.realPath}\0${mtimeMs}\0${ctimeMs}\0${size}`;
  let version = known.get(key);
  if (version === undefined) {
    version = askVersion(found.path, facts.versionArgs ?? ['--version'], { env, cwd });
    known.set(key, version);
  }
  return { ...found, version: await version };
}

async function askVersion(
  file: string,
  args: readonly string[],
  { env, cwd }: { readonly env: Readonly<Record<string, string>>; readonly cwd: string },
): Promise<string> {
  const { stdout, stderr } = await runQuery({ file, args, env, cwd });
  return parseVersion(stdout) ?? parseVersion(stderr) ?? 'unknown';
}

/** The first `1.2.3`-like text. */
export function parseVersion(text: string): string | undefined {
  return /\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?/.exec(text)?.[0];
}

/** Whether `version` is below `minimum`, by their three numbers. An unknown version is not. */
export function isOlder(version: string, minimum: string): boolean {
  if (version === 'unknown') return false;
  const numbers = (text: string): number[] => text.split(/[.-]/).slice(0, 3).map(Number);
  const [have, need] = [numbers(version), numbers(minimum)];
  for (const [index, part] of need.entries()) {
    if ((have[index] ?? 0) !== part) return (have[index] ?? 0) < part;
  }
  return false;
}
