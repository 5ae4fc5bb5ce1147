/** The program behind `fakeCli`. It reads `plan.json` and `stdout` beside itself. */
export const fakeCliScript = String.raw`
import { appendFileSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const beside = (name) => new URL(name, import.meta.url);
const plan = JSON.parse(readFileSync(beside('plan.json'), 'utf8'));
const args = process.argv.slice(2);

if (args.length === 1 && args[0] === '--version') {
  writeSync(1, (plan.version ?? '1.2.3') + '\n');
  process.exit(0);
}

const stdin = readFileSync(0, 'utf8');
appendFileSync(beside('calls.jsonl'), JSON.stringify({ args, stdin, cwd: process.cwd() }) + '\n');

if (plan.delayMs) await sleep(plan.delayMs);
let written = 0;
for (const piece of piecesOf(readFileSync(beside('stdout')), plan.chunks ?? 'whole')) {
  await writeAll(1, piece);
  written += 1;
  if (plan.pauseMs !== undefined || written <= 20) await sleep(plan.pauseMs ?? 1);
}
if (plan.stderr) await writeAll(2, Buffer.from(plan.stderr));
if (plan.signal) {
  process.kill(process.pid, plan.signal);
  await sleep(10_000);
}
process.exitCode = plan.exitCode ?? 0;

function* piecesOf(bytes, chunks) {
  if (chunks === 'whole') return yield bytes;
  let start = 0;
  for (let end = 1; end <= bytes.length; end += 1) {
    if (end < bytes.length && !isCut(bytes, end, chunks)) continue;
    yield bytes.subarray(start, end);
    start = end;
  }
}

function isCut(bytes, at, chunks) {
  if (chunks === 'lines') return bytes[at - 1] === 10;
  if (chunks === 'bytes') return true;
  return (bytes[at] & 0xc0) === 0x80; // inside a character of several bytes
}

async function writeAll(descriptor, bytes) {
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      await sleep(1);
    }
  }
}
`;
