import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

/** So much text waits in memory before it is written; a short answer is written once, at its end. */
const BUFFER_CHARS = 64 * 1024;

/** The answer of a run as it grows: a file, so that no answer is held in memory as a whole. */
export interface AnswerFile {
  readonly path: string;
  /** Whether it holds nothing that a person could read. */
  readonly isBlank: boolean;
  /** Adds to the message that is being written; another `messageId` begins a new one in its place. */
  add(delta: string, messageId: string | undefined): void;
  /** Puts a whole answer in place of what was written. */
  replace(text: string): void;
  /** Everything added so far is in the file afterwards. Returns its size in bytes. */
  flush(): number;
  /** Its first characters. Works on a closed one, too. */
  start(maxChars: number): string;
  /** Flushes, and lets go of the file. */
  close(): void;
}

/** Opens the file of an answer on its first write; an answer that stays empty leaves no file. */
export function createAnswerFile(path: string): AnswerFile {
  let descriptor: number | undefined;
  let waiting = '';
  let bytes = 0;
  let isBlank = true;
  let current: string | undefined;

  function clear(): void {
    waiting = '';
    isBlank = true;
    if (descriptor !== undefined) ftruncateSync(descriptor, 0);
    bytes = 0;
  }

  function append(text: string): void {
    isBlank &&= text.trim() === '';
    waiting += text;
    if (waiting.length >= BUFFER_CHARS) flush();
  }

  function flush(): number {
    if (waiting === '') return bytes;
    descriptor ??= openSync(path, 'w+', 0o600);
    // Half of a surrogate pair waits for its other half.
    const end = isHighSurrogate(waiting) ? waiting.length - 1 : waiting.length;
    bytes += writeSync(descriptor, waiting.slice(0, end), bytes);
    waiting = waiting.slice(end);
    return bytes;
  }

  return {
    path,
    flush,
    get isBlank() {
      return isBlank;
    },
    add(delta, messageId) {
      if (messageId !== current) clear();
      current = messageId;
      append(delta);
    },
    replace(text) {
      clear();
      append(text);
    },
    start(maxChars) {
      if (flush() === 0) return '';
      const reader = openSync(path, 'r');
      try {
        const buffer = Buffer.alloc(Math.min(bytes, maxChars * 3));
        const read = readSync(reader, buffer, 0, buffer.length, 0);
        return buffer.subarray(0, read).toString('utf8').slice(0, maxChars);
      } finally {
        closeSync(reader);
      }
    },
    close() {
      flush();
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

function isHighSurrogate(text: string): boolean {
  const code = text.charCodeAt(text.length - 1);
  return code >= 0xd800 && code <= 0xdbff;
}
