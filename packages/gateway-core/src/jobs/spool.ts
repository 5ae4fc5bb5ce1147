import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from '../provider.js';

/** The files of one job. The CLI's stdin, stdout and stderr are these files. */
export interface Spool {
  readonly folder: string;
  readonly stdin: string;
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code, as text with a line end; empty until the CLI has ended. */
  readonly exit: string;
  /** Why the supervisor stopped the job by itself. */
  readonly stop: string;
  /** The pid of the supervisor, and of its watch. */
  readonly pid: string;
  readonly watch: string;
  /** The answer, whole and unredacted. */
  readonly answer: string;
  /** What another gateway needs to go on with the job. */
  readonly run: string;
  /** `BuildInput.scratchDir`. */
  readonly scratch: string;
}

export function spoolOf(home: string, jobId: string): Spool {
  const folder = path.join(home, 'jobs', jobId);
  const at = (name: string): string => path.join(folder, name);
  return {
    folder,
    stdin: at('stdin'),
    stdout: at('stdout'),
    stderr: at('stderr'),
    exit: at('exit'),
    stop: at('stop'),
    pid: at('pid'),
    watch: at('watch'),
    answer: at('answer'),
    run: at('run.json'),
    scratch: at('scratch'),
  };
}

/** Makes the folder with everything that must stand before the process starts; all of it for the user alone. */
export function createSpool(spool: Spool, { stdin, files }: Pick<Command, 'stdin' | 'files'>): void {
  mkdirSync(spool.scratch, { recursive: true, mode: 0o700 });
  // Of an earlier try.
  rmSync(spool.answer, { force: true });
  writeFileSync(spool.stdin, stdin ?? '', { mode: 0o600 });
  // Made here and not by the supervisor, whose umask is the user's and must reach the CLI unchanged.
  for (const file of [spool.stdout, spool.stderr, spool.exit]) writeFileSync(file, '', { mode: 0o600 });
  for (const [name, content] of Object.entries(files ?? {})) {
    writeFileSync(path.join(spool.scratch, path.basename(name)), content, { mode: 0o600 });
  }
}

/** The exit code, or `undefined` while it is not written down. */
export function readExit(spool: Spool): number | undefined {
  return readNumber(spool.exit);
}

/** The pids of the supervisor and its watch, as far as they have been written down. */
export function readPids(spool: Spool): { readonly supervisor?: number; readonly watch?: number } {
  const [supervisor, watch] = [readNumber(spool.pid), readNumber(spool.watch)];
  return { ...(supervisor === undefined ? {} : { supervisor }), ...(watch === undefined ? {} : { watch }) };
}

/** Whether the supervisor itself stopped the job at its cap, with no gateway alive. */
export function wasStoppedBySupervisor(spool: Spool): boolean {
  return readOptional(spool.stop) !== undefined;
}

export function fileBytes(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** The prompt and the files made for the run are of no use after it, and may hold secrets. */
export function clearInputs(spool: Spool): void {
  for (const file of [spool.stdin, spool.run]) rmSync(file, { force: true });
  rmSync(spool.scratch, { recursive: true, force: true });
}

/** A number that has been written whole: with its line end. */
function readNumber(file: string): number | undefined {
  const text = readOptional(file);
  return text?.endsWith('\n') ? Number.parseInt(text, 10) : undefined;
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // Not written, or cleaned up since.
  }
}
