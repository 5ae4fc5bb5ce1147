import { existsSync } from 'node:fs';
import path from 'node:path';
import { homeFolder, type Environment } from '../config/load-config.js';
import { findExecutable } from '../process/find-executable.js';
import type { PlannedCommand } from './upgrade-report.js';

/** A command whose program is an absolute path, with an environment in which it finds its own interpreter. */
export interface ReadyCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Finds what a planned command names, or `undefined`. Never through a shell. */
export function findProgram(
  { file, args, env: more = {} }: PlannedCommand,
  env: Readonly<Record<string, string>>,
): ReadyCommand | undefined {
  const found = locate(file, env);
  if (found === undefined) return undefined;
  const [program, ...before] = found;
  const merged = Object.entries({ ...env, ...more }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  // A package manager beside its Node.js is a script that looks for `node`, which a client's bare PATH does not have.
  const PATH = [env['PATH'], path.dirname(program)].filter(Boolean).join(path.delimiter);
  return { file: program, args: [...before, ...args], env: { ...Object.fromEntries(merged), PATH } };
}

function locate(file: string, environment: Environment): readonly [string, ...string[]] | undefined {
  if (path.isAbsolute(file)) return existsSync(file) ? [file] : undefined;
  // npm is a shell script on Windows; what it starts is this.
  const npm = path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (process.platform === 'win32' && file === 'npm' && existsSync(npm)) return [process.execPath, npm];
  const facts = { names: [file], installHint: '' };
  const found = findExecutable({ facts, environment, homeDir: homeFolder(environment) });
  return found === undefined ? undefined : [found.path];
}
