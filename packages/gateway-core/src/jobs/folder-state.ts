import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import path from 'node:path';

/** More files than this are not looked at, and the state is then unknown. */
const MAX_FILES = 50_000;

/**
 * A digest of a git work tree: its HEAD and the size and time of each file that is tracked or could be. Two equal ones
 * mean that nothing has changed between them; `undefined` means that nobody can tell. Only listing commands are run, with
 * the folder's own hooks and monitors off: git would run filters and monitors that a folder's configuration names.
 */
export async function folderState(cwd: string): Promise<string | undefined> {
  const head = await git(cwd, ['rev-parse', 'HEAD']);
  const root = (await git(cwd, ['rev-parse', '--show-toplevel']))?.trim();
  const files =
    root === undefined ? undefined : await git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (files === undefined || root === undefined) return undefined;
  const names = files.split('\0').filter((name) => name !== '');
  if (names.length > MAX_FILES) return undefined;
  const digest = createHash('sha256').update(head ?? 'unborn');
  for (let index = 0; index < names.length; index += 256) {
    const lines = await Promise.all(names.slice(index, index + 256).map((name) => describe(root, name)));
    for (const line of lines) digest.update(line);
  }
  return digest.digest('hex');
}

async function describe(root: string, name: string): Promise<string> {
  const facts = await lstat(path.join(root, name)).catch(() => undefined);
  return `${name}\0${facts === undefined ? 'gone' : `${facts.size} ${facts.mtimeMs} ${facts.mode}`}\0`;
}

function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-optional-locks'];
  return new Promise((resolve) => {
    execFile('git', [...safe, ...args], { cwd, maxBuffer: 64 * 1024 * 1024, timeout: 20_000 }, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}
