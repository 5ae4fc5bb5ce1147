import path from 'node:path';
import type { FolderEntry, ProviderContext } from '../provider.js';

export interface TestContextOverrides extends Partial<Omit<ProviderContext, 'installation'>> {
  readonly installation?: Partial<ProviderContext['installation']>;
  /** Text files by their absolute paths, newest first. They answer `readTextFile` and `listFolder`. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A world in which nothing is there except what the test puts into it. */
export function testContext({ files = {}, installation, ...overrides }: TestContextOverrides = {}): ProviderContext {
  return {
    env: {},
    homeDir: '/home/user',
    platform: 'linux',
    cwd: '/work/project',
    signal: new AbortController().signal,
    query: () => Promise.resolve({ stdout: '', stderr: '', exitCode: 1 }),
    readTextFile: (file, { maxBytes } = {}) => Promise.resolve(startOf(files[file], maxBytes)),
    listFolder: (folder) => Promise.resolve(entriesIn(folder, files)),
    ...overrides,
    installation: {
      path: '/usr/local/bin/agent',
      realPath: '/usr/local/lib/node_modules/agent/bin/agent.js',
      version: '1.2.3',
      method: 'npm',
      ...installation,
    },
  };
}

function startOf(text: string | undefined, maxBytes = Number.POSITIVE_INFINITY): string | undefined {
  return text === undefined ? undefined : Buffer.from(text).subarray(0, maxBytes).toString('utf8');
}

function entriesIn(folder: string, files: Readonly<Record<string, string>>): readonly FolderEntry[] {
  const entries = new Map<string, FolderEntry>();
  for (const [index, [file, text]] of Object.entries(files).entries()) {
    const relative = path.posix.relative(folder, file);
    const [name, ...rest] = relative.split('/');
    if (name === undefined || name === '' || name === '..' || entries.has(name)) continue;
    entries.set(name, {
      name,
      path: path.posix.join(folder, name),
      kind: rest.length === 0 ? 'file' : 'folder',
      bytes: Buffer.byteLength(text),
      modifiedAt: new Date(Date.UTC(2026, 0, 1) - index * 60_000).toISOString(),
    });
  }
  return [...entries.values()];
}
