import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** The process and its group are killed after this time. */
  readonly timeoutMs: number;
  /** Sent to the process, and to it alone, once `when` has come. */
  readonly signal?: NodeJS.Signals;
  readonly when?: () => Promise<void>;
}

export interface FinishedRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Runs a program in a process group of its own and collects all it prints. */
export function runToEnd(file: string, args: readonly string[], options: RunOptions): Promise<FinishedRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: options.cwd, env: options.env, detached: true, stdio: 'pipe' });
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, options.timeoutMs);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      resolve({ stdout, stderr, exitCode, signal });
    });
    // A CLI that stops at a bad flag does not read its input.
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin);
    if (options.when) options.when().then(() => child.kill(options.signal), reject);
  });
}
