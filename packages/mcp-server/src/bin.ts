#!/usr/bin/env node
import module from 'node:module';
import { whyNodeIsUnsuitable } from './node-version.js';

// This file and what it imports statically must load on any Node.js since 18, so that an old one gets a sentence.
const problem = whyNodeIsUnsuitable(process.versions.node);
if (problem === undefined) await main(process.argv.slice(2));
else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

async function main(words: readonly string[]): Promise<void> {
  // Must be on before the rest is loaded. Clients end a server with a signal, so the cache is not left for the exit.
  module.enableCompileCache();
  setTimeout(() => module.flushCompileCache(), 1_000).unref();
  const { guardStdout } = await import('./guard-stdout.js');
  const stdout = guardStdout();
  const manifest = new URL('../package.json', import.meta.url);
  if (words.length === 0 && !process.stdin.isTTY) {
    const { serve } = await import('./serve.js');
    await serve({ stdout, manifest });
    return;
  }
  const { runCommand } = await import('./commands/run-command.js');
  const exitCode = await runCommand({ words, stdout, manifest });
  // Whatever timers a provider has left running, the command is over when the last of its answer is written.
  stdout.end(() => process.exit(exitCode));
}
