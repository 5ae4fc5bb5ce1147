import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeCliScript } from './fake-cli-script.js';
import type { Fixture } from './fixtures-in.js';

export interface FakeCliOptions {
  /** What it prints on stdout: a recorded run, by itself or by its path. */
  readonly replay?: Fixture | string | URL;
  /** What it prints on stdout, as text. */
  readonly stdout?: string;
  /** How the output is cut. Default: `whole`. */
  readonly chunks?: 'whole' | 'lines' | 'bytes' | 'inside-characters';
  /** Milliseconds before the first output. Default: 0. */
  readonly delayMs?: number;
  /** Milliseconds between two pieces. Default: 1 for the first 20, then none. */
  readonly pauseMs?: number;
  readonly stderr?: string;
  /** Default: 0. */
  readonly exitCode?: number;
  /** Ends by this signal instead. */
  readonly signal?: NodeJS.Signals;
  /** What `--version` prints. Default: `1.2.3`. */
  readonly version?: string;
}

/** A program on disk. Start it like any other. */
export interface FakeCli {
  /** The executable, absolute. */
  readonly path: string;
  /** How it was called so far, `--version` excepted. */
  calls(): Promise<readonly FakeCliCall[]>;
  /** Removes it. */
  remove(): Promise<void>;
}

export interface FakeCliCall {
  readonly args: readonly string[];
  readonly stdin: string;
  readonly cwd: string;
}

/** Makes a real executable that replays a recorded run, in pieces as awkward as you like. */
export async function fakeCli(options: FakeCliOptions = {}): Promise<FakeCli> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fake-cli-'));
  const { replay, stdout = '', ...plan } = options;
  await writeFile(path.join(folder, 'stdout'), replay === undefined ? stdout : await bytesOf(replay));
  await writeFile(path.join(folder, 'plan.json'), JSON.stringify(plan));
  await writeFile(path.join(folder, 'fake-cli.mjs'), fakeCliScript);
  const calls = path.join(folder, 'calls.jsonl');
  return {
    path: await writeLauncher(folder),
    calls: async () => {
      const text = await readFile(calls, 'utf8').catch(() => ''); // not called yet
      // The script writes nothing else there.
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as FakeCliCall]));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function bytesOf(replay: Fixture | string | URL): Promise<Uint8Array> {
  return typeof replay === 'string' || replay instanceof URL ? readFile(replay) : replay.bytes;
}

/** Starts the script with this very Node.js, wherever it lies and whatever PATH says. */
async function writeLauncher(folder: string): Promise<string> {
  const script = path.join(folder, 'fake-cli.mjs');
  if (process.platform === 'win32') {
    const launcher = path.join(folder, 'fake-cli.cmd');
    await writeFile(launcher, `@"${process.execPath}" "${script}" %*\r\n`);
    return launcher;
  }
  const launcher = path.join(folder, 'fake-cli');
  await writeFile(launcher, `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(script)} "$@"\n`);
  await chmod(launcher, 0o755);
  return launcher;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
