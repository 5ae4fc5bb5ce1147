import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { agentHome } from './conversations.mjs';
import { print, printEvent } from './print.mjs';

/** Nothing that a test forgot lives longer than this. */
const LONGEST_MS = 600_000;

/** `[[name words]]` in the prompt, in order. */
export function directivesIn(prompt) {
  const found = prompt.matchAll(/\[\[([a-z][a-z0-9-]*)(?: ([^\]]*))?\]\]/g);
  return [...found].map(([, name, rest = '']) => ({ name, rest }));
}

/** Does what the directive says. A failure that it returns is the end of the turn; an unknown directive is just text. */
export async function obey({ name, rest }, turn) {
  return handlers[name]?.(rest, turn);
}

const handlers = {
  __proto__: null,

  // what it answers
  say: (text, turn) => answer(turn, text),
  echo: (_, turn) => answer(turn, turn.prompt),
  history: (_, turn) => answer(turn, JSON.stringify(turn.history)),
  env: (name, turn) => answer(turn, `${name}=${process.env[name] ?? '(not set)'}`),
  args: (_, turn) => answer(turn, JSON.stringify(process.argv.slice(2))),
  cwd: (_, turn) => answer(turn, process.cwd()),
  big: (bytes, turn) =>
    answer(turn, 'All work and no play makes a long answer. '.repeat(Math.ceil(bytes / 42)).slice(0, bytes)),

  // how it prints
  pace: (ms, turn) => {
    turn.pace = Number(ms);
  },
  'split-utf8': (_, turn) => {
    turn.splitsCharacters = true;
    answer(turn, 'Grüße aus Åland: 日本語 🙂');
  },
  noise: async () => {
    await print(NOISE);
    process.stderr.write('sample-agent: this line on stderr means nothing\n');
  },
  stderr: (text) => {
    process.stderr.write(`${text}\n`);
  },

  // how it ends
  sleep: (ms) => sleep(Number(ms)),
  hang: () => sleep(LONGEST_MS),
  exit: async (code) => process.exit(Number(code)),
  signal: async (signal) => {
    process.kill(process.pid, signal);
    await sleep(LONGEST_MS);
  },
  fail: failWith,

  // what it does to the machine
  'ignore-term': () => {
    process.on('SIGTERM', () => {});
  },
  grandchild: startGrandchild,
  write: writeTheFile,
};

function answer(turn, text) {
  turn.answer = turn.answer === undefined ? text : `${turn.answer}\n${text}`;
}

/** `CODE [stderr] [after MS] [exit N] [times N]`; with `times` the same prompt succeeds from then on. */
async function failWith(rest) {
  const words = rest.split(' ');
  const numberAfter = (word) => (words.includes(word) ? Number(words[words.indexOf(word) + 1]) : undefined);
  const times = numberAfter('times');
  if (times !== undefined && (await countUse(rest)) > times) return undefined;
  return {
    code: words[0],
    message: `The sample agent was told to fail with ${words[0]}.`,
    retryAfterMs: numberAfter('after'),
    exitCode: numberAfter('exit'),
    onStderr: words.includes('stderr'),
  };
}

async function countUse(text) {
  const file = path.join(agentHome(), 'counters', createHash('sha256').update(text).digest('hex').slice(0, 16));
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const count = Number(await readFile(file, 'utf8').catch(() => '0')) + 1;
  await writeFile(file, String(count), { mode: 0o600 });
  return count;
}

/** `[ignore-term] [setsid]`: a process that outlives the agent, in a session of its own or not, and holds stdout open. */
async function startGrandchild(rest) {
  const script = `${rest.includes('ignore-term') ? "process.on('SIGTERM',()=>{});" : ''}setTimeout(()=>{},${LONGEST_MS})`;
  const child = spawn(process.execPath, ['-e', script], {
    detached: rest.includes('setsid'),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SAMPLE_AGENT: '1' },
  });
  child.unref();
  await sleep(200); // until it ignores what it was told to ignore
  await printEvent({ type: 'tool-call', id: `process-${child.pid}`, name: 'start-process', input: { pid: child.pid } });
}

/** Writes `PATH` as far as the permission goes: `edit` below the working folder, `full` anywhere. */
async function writeTheFile(rest, turn) {
  const file = path.resolve(rest);
  const call = { id: 'write-1', name: 'write-file' };
  await printEvent({ type: 'tool-call', ...call, input: { path: file } });
  const isInside = file.startsWith(process.cwd() + path.sep);
  if (turn.permission === 'read-only' || (turn.permission === 'edit' && !isInside)) {
    await printEvent({
      type: 'tool-result',
      id: call.id,
      output: `Not allowed with ${turn.permission}.`,
      isError: true,
    });
    return answer(turn, `I may not write "${rest}".`);
  }
  await writeFile(file, 'Written by the offline sample agent.\n');
  await printEvent({ type: 'file-change', path: file, change: 'create' });
  await printEvent({ type: 'tool-result', id: call.id, output: 'Written.' });
  return answer(turn, `I wrote "${rest}".`);
}

const NOISE = [
  'npm WARN deprecated left-over@0.0.1: this line is not JSON',
  '\u001B[33mwarning\u001B[0m: neither is this one',
  '{"type":"text","del',
  '{"type":"from-a-later-version","value":1}',
  '[]',
  'null',
  '',
]
  .map((line) => `${line}\n`)
  .join('');
