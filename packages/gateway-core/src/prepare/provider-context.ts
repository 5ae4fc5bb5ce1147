import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { homeFolder } from '../config/load-config.js';
import { runQuery } from '../process/run-query.js';
import type { FolderEntry, Installation, ProviderContext } from '../provider.js';

const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** What a provider may touch: the CLI's own files and short read-only calls of it, nothing else. */
export function createProviderContext({
  installation,
  env,
  cwd,
  signal = new AbortController().signal,
}: {
  readonly installation: Installation;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly signal?: AbortSignal;
}): ProviderContext {
  return {
    env,
    homeDir: homeFolder(env),
    platform: process.platform,
    cwd,
    installation,
    signal,
    query: (args, { stdin } = {}) => runQuery({ file: installation.path, args, stdin, cwd, env, signal }),
    readTextFile: (file, { maxBytes = MAX_FILE_BYTES } = {}) => readStart(file, maxBytes),
    listFolder,
  };
}

async function readStart(file: string, maxBytes: number): Promise<string | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const buffer = Buffer.alloc(Math.min(size, maxBytes));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      return buffer.subarray(0, bytesRead).toString('utf8');
    } finally {
      await handle.close();
    }
  } catch {
    return undefined; // Not there, or not readable: the same to a provider.
  }
}

async function listFolder(folder: string): Promise<readonly FolderEntry[]> {
  const names = await readdir(folder).catch(() => []);
  const entries = await Promise.all(names.map((name) => describeEntry(folder, name)));
  return entries
    .filter((entry) => entry !== undefined)
    .toSorted((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : a.modifiedAt > b.modifiedAt ? -1 : 0));
}

async function describeEntry(folder: string, name: string): Promise<FolderEntry | undefined> {
  const file = path.join(folder, name);
  try {
    const facts = await stat(file);
    const kind = facts.isFile() ? 'file' : facts.isDirectory() ? 'folder' : 'other';
    return { name, path: file, kind, bytes: facts.size, modifiedAt: facts.mtime.toISOString() };
  } catch {
    return undefined; // Removed meanwhile, or a broken link.
  }
}
