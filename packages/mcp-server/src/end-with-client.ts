import type { Writable } from 'node:stream';

export interface EndOptions {
  /** The stream to the client; an error on it means that the client has gone. */
  readonly stdout: Writable;
  /** Stops what must not outlive the server. */
  readonly close: () => Promise<void>;
}

/** Stopping a tree takes 5 s at most before it is killed; whatever else hangs is not waited for. */
const LONGEST_CLOSE_MS = 8_000;
const WATCH_PARENT_MS = 2_000;

/**
 * Ends the process when its client has gone, however it went: stdin at its end, stdout without a reader, a signal, or a
 * parent that has died while somebody else still holds the pipes. Clients close stdin, then send SIGTERM: the second
 * word must not cut short what the first one began.
 */
export function endWithClient({ stdout, close }: EndOptions): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), LONGEST_CLOSE_MS);
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`llm-gateway: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };

  process.stdin.on('end', end).on('close', end).on('error', end);
  stdout.on('error', end);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  const parent = process.ppid;
  setInterval(() => {
    if (hasDied(parent)) end();
  }, WATCH_PARENT_MS).unref();
}

/** An orphan is given to another parent, except on Windows, where it keeps the number of the dead one. */
function hasDied(parent: number): boolean {
  if (process.ppid !== parent) return true;
  if (process.platform !== 'win32') return false;
  try {
    process.kill(parent, 0);
    return false;
  } catch {
    return true; // no such process
  }
}
