#!/usr/bin/env node
// An offline stand-in for a coding agent: it has no model and needs no network. See ../README.md.
import { parseArgs } from 'node:util';
import { listConversations } from '../cli/conversations.mjs';
import { models } from '../cli/models.mjs';
import { print } from '../cli/print.mjs';
import { runTurn } from '../cli/run-turn.mjs';

const VERSION = '1.0.0';

const HELP = `Usage: sample-agent run [options] < prompt
       sample-agent models --json
       sample-agent sessions --json
       sample-agent login-status

An offline sample agent. It has no model: it answers from a few fixed sentences and what you told it before.

Options of run:
  --resume=ID           continue conversation ID
  --continue            continue the latest conversation of this folder
  --fork=ID             continue conversation ID under a new id
  --model=NAME          one of \`sample-agent models --json\`
  --effort=LEVEL        low or high: how long it pretends to think
  --permission=LEVEL    read-only (default), edit or full
  --pace=MS             pause between two pieces of text (default 150)

  --version, --help
`;

const flags = {
  resume: { type: 'string' },
  continue: { type: 'boolean' },
  fork: { type: 'string' },
  model: { type: 'string' },
  effort: { type: 'string' },
  permission: { type: 'string' },
  pace: { type: 'string' },
  json: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean' },
};

async function main() {
  const { values, positionals } = parseArgs({ options: flags, allowPositionals: true });
  if (values.version) return print(`sample-agent ${VERSION}\n`);
  if (values.help || positionals.length === 0) return print(HELP);
  switch (positionals[0]) {
    case 'run':
      return runTurn(values);
    case 'models':
      return print(`${JSON.stringify(models)}\n`);
    case 'sessions':
      return print(`${JSON.stringify(await listConversations())}\n`);
    case 'login-status':
      return print(`${JSON.stringify({ loggedIn: !process.env.SAMPLE_AGENT_LOGGED_OUT })}\n`);
    default:
      throw new Error(`There is no command "${positionals[0]}".`);
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`sample-agent: ${error.message}\n`);
  process.exitCode = 2;
}
