import type { Writable } from 'node:stream';
import { CommanderError } from 'commander';
import { asGatewayError } from '../replies/failure-reply.js';
import { createProgram } from './program.js';
import { createTerminal } from './terminal.js';

export interface CommandOptions {
  /** What the person typed after `llm-gateway`. */
  readonly words: readonly string[];
  /** The real stdout, which carries answers and nothing else. */
  readonly stdout: Writable;
  /** The `package.json` whose dependencies hold providers. */
  readonly manifest: URL;
}

/** Runs one command and resolves to its exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function runCommand({ words, stdout, manifest }: CommandOptions): Promise<number> {
  const terminal = createTerminal(stdout);
  let exitCode = 0;
  const program = createProgram({ terminal, manifest, exit: (code) => (exitCode = code) });
  try {
    await program.parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has already said what is wrong. Help and version end with 0, everything else is usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const known = asGatewayError(error);
    terminal.sayError(known);
    return known.code === 'invalid_request' || known.code === 'provider_not_found' ? 2 : 1;
  }
}
