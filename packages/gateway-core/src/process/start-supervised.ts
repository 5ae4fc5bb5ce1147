import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GatewayError } from '../errors.js';
import { SUPERVISOR_SCRIPT } from './supervisor-script.js';

export interface SupervisedStart {
  readonly jobId: string;
  /** Holds `stdin`; `stdout`, `stderr` and `exit` appear there. */
  readonly folder: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** After this long the process tree ends even when no gateway lives. */
  readonly capSeconds: number;
}

export interface Supervised {
  readonly pid: number;
  /** Resolves when the process has ended and its `exit` file stands. */
  readonly ended: Promise<void>;
}

/**
 * Starts a CLI in a session and process group of its own, with files for stdin, stdout and stderr: no reader can block
 * it, its output costs no memory, and the death of the gateway does not touch it.
 */
export async function startSupervised(start: SupervisedStart): Promise<Supervised> {
  const child = process.platform === 'win32' ? spawnDirectly(start) : spawnUnderShell(start);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(new GatewayError('spawn_error', `Cannot start "${start.file}": ${cause.message}.`, { cause }));
    });
  });
  return { pid: child.pid ?? 0, ended };
}

function spawnUnderShell({ jobId, folder, file, args, cwd, env, capSeconds }: SupervisedStart): ChildProcess {
  const script = ['-c', SUPERVISOR_SCRIPT, 'llm-gateway-job', folder, String(capSeconds), jobId, file, ...args];
  return spawn('/bin/sh', script, { cwd, env, detached: true, stdio: 'ignore' });
}

/** Windows has no `/bin/sh`: the gateway itself writes the exit down, so an end that no gateway saw is `orphaned` there. */
function spawnDirectly({ folder, file, args, cwd, env }: SupervisedStart): ChildProcess {
  const files = [
    openSync(path.join(folder, 'stdin'), 'r'),
    openSync(path.join(folder, 'stdout'), 'a', 0o600),
    openSync(path.join(folder, 'stderr'), 'a', 0o600),
  ];
  const child = spawn(file, args, { cwd, env, windowsHide: true, stdio: files });
  for (const descriptor of files) closeSync(descriptor);
  child.once('exit', (code) => writeFileSync(path.join(folder, 'exit'), `${code ?? 1}\n`, { mode: 0o600 }));
  return child;
}
