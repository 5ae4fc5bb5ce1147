import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FailureCode } from '../provider.js';
import { failureCodes } from './valid-reason.js';

/** What a CLI printed on stdout in one run. */
export interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly lines: readonly string[];
  /** The failure that the run ended with. */
  readonly failure?: FailureCode;
  /** True: the run was stopped before it could print how it ended. */
  readonly isUnfinished: boolean;
}

/**
 * The recorded runs of a folder: its `*.jsonl` files, named `<CLI version>-<what happened>.jsonl`. Lines at the start
 * that begin with `#` are notes. The name says how a run ended, unless it ended well: `unfinished` for one that was
 * stopped, or a failure code with dashes (`2.1.119-rate-limited.jsonl`).
 */
export function fixturesIn(folder: string | URL): readonly Fixture[] {
  const directory = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const names = readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
  return names.toSorted().map((name) => fixtureFrom(name, readFileSync(path.join(directory, name))));
}

export function fixtureFrom(name: string, content: Uint8Array): Fixture {
  const bytes = withoutNotes(Buffer.from(content));
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  const failure = failureCodes.find((code) => hasWord(name, code.replaceAll('_', '-')));
  return { name, bytes, lines, isUnfinished: hasWord(name, 'unfinished'), ...(failure !== undefined && { failure }) };
}

function withoutNotes(bytes: Buffer): Buffer {
  let start = 0;
  while (bytes[start] === 0x23) {
    const end = bytes.indexOf(10, start);
    if (end < 0) return Buffer.alloc(0);
    start = end + 1;
  }
  return bytes.subarray(start);
}

function hasWord(name: string, word: string): boolean {
  return `-${name.replace(/\.jsonl$/, '')}-`.includes(`-${word}-`);
}
