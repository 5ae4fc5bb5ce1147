import { open } from 'node:fs/promises';

/** How often a growing file is looked at. The end of the process is told at once and does not wait for this. */
const POLL_MS = 40;
const CHUNK_BYTES = 64 * 1024;

/** A longer line is cut: what a CLI prints is never held in memory as a whole. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

export interface OutputFollower {
  /** The file's bytes as they come. Ends after `finish`, when all that was written by then has been read. */
  chunks(): AsyncGenerator<Buffer>;
  /** The process has ended: read what is there and stop. */
  finish(): void;
}

/** Follows a growing file, at most `maxBytes` of it. */
export function followOutput(file: string, maxBytes: number = Number.POSITIVE_INFINITY): OutputFollower {
  let isFinished = false;
  let wake: () => void = () => undefined;

  async function* chunks(): AsyncGenerator<Buffer> {
    const handle = await open(file, 'r');
    try {
      for (let position = 0; ;) {
        // Noted before the read: what was written before `finish` is then read in any case.
        const isLast = isFinished;
        const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
        const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position);
        position += bytesRead;
        if (position > maxBytes) return;
        if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
        else if (isLast) return;
        else await pause();
      }
    } finally {
      await handle.close();
    }
  }

  function pause(): Promise<void> {
    if (isFinished) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    chunks,
    finish: () => {
      isFinished = true;
      wake();
    },
  };
}

export interface LineLimits {
  /** Default: 16 MiB. */
  readonly maxBytes?: number;
  /** A line was longer than that, and what is yielded of it is its beginning. */
  readonly onCut?: () => void;
}

/** Cuts bytes into lines and decodes each as a whole, so that no character breaks where a chunk does. */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  { maxBytes = MAX_LINE_BYTES, onCut }: LineLimits = {},
): AsyncGenerator<string> {
  let pieces: Buffer[] = [];
  let length = 0;
  const take = (): string => {
    if (length > maxBytes) onCut?.();
    const line = Buffer.concat(pieces).toString('utf8');
    pieces = [];
    length = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  };
  const add = (piece: Buffer): void => {
    const room = maxBytes - length;
    if (room > 0) pieces.push(piece.length > room ? piece.subarray(0, room) : piece);
    length += piece.length;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield take();
}
