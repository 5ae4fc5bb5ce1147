import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ExecutableFacts, InstallMethod } from '../provider.js';

export interface ExecutableSearch {
  readonly facts: ExecutableFacts;
  /** An absolute path from the configuration; it wins over everything. */
  readonly configured?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
}

export interface FoundExecutable {
  readonly path: string;
  readonly realPath: string;
  readonly method: InstallMethod;
}

/** The CLI's executable, or `undefined`. Clients started from a desktop have a bare PATH, so the usual folders are tried after it. */
export function findExecutable(search: ExecutableSearch): FoundExecutable | undefined {
  const found = candidates(search).find(isExecutable);
  if (found === undefined) return undefined;
  const realPath = realpathSync(found);
  return { path: found, realPath, method: installMethod(realPath) };
}

/** The folders that were searched, for a person who wonders why a CLI was not found. */
export function searchedFolders({ environment, homeDir }: ExecutableSearch): readonly string[] {
  return [...pathFolders(environment), ...usualFolders(environment, homeDir)].filter(
    (folder, index, all) => all.indexOf(folder) === index,
  );
}

function candidates(search: ExecutableSearch): readonly string[] {
  const { facts, configured, homeDir } = search;
  if (configured !== undefined) return [configured];
  const byName = facts.names.flatMap((name) =>
    searchedFolders(search).flatMap((folder) => withExtensions(path.join(folder, name))),
  );
  const wellKnown = (facts.wellKnownPaths ?? []).map((known) => known.replace(/^~(?=[\\/])/, homeDir));
  return [...byName, ...wellKnown];
}

function withExtensions(file: string): readonly string[] {
  // `.cmd` and `.bat` shims need a shell, which never gets a request's text; only real executables are started.
  return process.platform === 'win32' ? [`${file}.exe`, `${file}.com`] : [file];
}

function pathFolders(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const value = environment['PATH'] ?? environment['Path'] ?? '';
  // A relative entry would mean the working directory, which is never trusted.
  return value.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
}

function usualFolders(environment: Readonly<Record<string, string | undefined>>, homeDir: string): readonly string[] {
  if (process.platform === 'win32') return [path.join(environment['APPDATA'] ?? homeDir, 'npm')];
  return [
    ...['.local/bin', '.npm-global/bin', '.bun/bin', '.volta/bin', '.local/share/pnpm', 'bin'].map((folder) =>
      path.join(homeDir, folder),
    ),
    path.dirname(process.execPath),
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/usr/bin',
  ];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function installMethod(realPath: string): InstallMethod {
  const place = realPath.replaceAll('\\', '/');
  if (/\/(Cellar|homebrew|linuxbrew)\//i.test(place)) return 'homebrew';
  if (/\/\.bun\//.test(place)) return 'bun';
  if (/\/pnpm\//.test(place)) return 'pnpm';
  if (/\/(yarn|\.yarn)\//.test(place)) return 'yarn';
  if (/\/node_modules\//.test(place)) return 'npm';
  return 'other';
}
