import { spawn } from 'node:child_process';
import type { QueryResult } from '../provider.js';

export interface Query {
  readonly file: string;
  readonly args: readonly string[];
  readonly stdin?: string | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. Default 15,000. */
  readonly timeoutMs?: number;
}

const OUTPUT_CAP = 4 * 1024 * 1024;

/** Runs a short read-only command of a CLI. Never rejects: what did not start has `exitCode: null`. */
export function runQuery({ file, args, stdin, cwd, env, signal, timeoutMs = 15_000 }: Query): Promise<QueryResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, detached: process.platform !== 'win32', windowsHide: true });
    const output: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
    let bytes = 0;
    const stop = (): void => {
      try {
        // The whole group: a CLI may have started helpers.
        process.kill(process.platform === 'win32' ? (child.pid ?? 0) : -(child.pid ?? 0), 'SIGKILL');
      } catch {
        // It ended meanwhile, or never started.
      }
    };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > OUTPUT_CAP) stop();
        else output[stream].push(chunk);
      });
    }
    const timer = setTimeout(stop, timeoutMs);
    signal?.addEventListener('abort', stop, { once: true });
    const finish = (exitCode: number | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve({ stdout: text(output.stdout), stderr: text(output.stderr), exitCode });
    };
    child.once('error', () => finish(null));
    child.once('close', (code) => finish(code));
    child.stdin.on('error', () => {
      // The CLI did not want its input.
    });
    child.stdin.end(stdin ?? '');
  });
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}
