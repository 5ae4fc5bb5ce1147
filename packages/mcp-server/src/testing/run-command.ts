import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Sandbox } from './sandbox.js';

export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Default: none, and stdin is closed. */
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sent as soon as something has appeared on stderr. */
  readonly signal?: NodeJS.Signals;
  readonly onStdout?: () => void;
}

/** Runs `llm-gateway` with the words as a person would type them, away from a terminal. */
export async function runCommand(
  { command, args, env, cwd }: Sandbox,
  words: readonly string[],
  { stdin = '', env: more, signal, onStdout }: RunOptions = {},
): Promise<CommandOutcome> {
  const child = spawn(command, [...args, ...words], { cwd, env: { ...env, ...more } });
  if (signal) child.stderr.once('data', () => child.kill(signal));
  if (onStdout) child.stdout.on('data', onStdout);
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
