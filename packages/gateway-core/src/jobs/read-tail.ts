import { open } from 'node:fs/promises';

const TAIL_BYTES = 64 * 1024;

/** The last 64 KiB of a file as text; empty when there is none. A character cut in two at the front is left out. */
export async function readTail(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const length = Math.min(size, TAIL_BYTES);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      return buffer
        .subarray(0, bytesRead)
        .toString('utf8')
        .replace(/^\uFFFD+/, '');
    } finally {
      await handle.close();
    }
  } catch {
    return ''; // Cleaned up meanwhile.
  }
}
