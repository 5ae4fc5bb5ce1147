import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { fakeCli, type FakeCli, type FakeCliOptions } from './fake-cli.js';

test('prints what it is told and ends as it is told', async () => {
  const { cli } = await given({ stdout: 'out 🙂\n', stderr: 'err\n', exitCode: 7 });
  expect(await run(cli, ['--flag', 'two words'], 'prompt')).toEqual({
    stdout: 'out 🙂\n',
    stderr: 'err\n',
    code: 7,
    signal: null,
  });
  expect(await cli.calls()).toEqual([{ args: ['--flag', 'two words'], stdin: 'prompt', cwd: process.cwd() }]);
});

test('replays a recorded run byte by byte and inside characters, and loses nothing', async () => {
  const replay = new URL('mutants/fixtures/1.0.0-answer.jsonl', import.meta.url);
  const outputs = [];
  for (const chunks of ['whole', 'lines', 'bytes', 'inside-characters'] as const) {
    const { cli } = await given({ replay, chunks });
    outputs.push((await run(cli)).stdout);
  }
  expect(outputs[0]).toContain('Grüße aus Århus 🙂');
  expect(new Set(outputs).size).toBe(1);
});

test('cuts its output inside a character', async () => {
  const { cli } = await given({ stdout: 'aü', chunks: 'inside-characters', pauseMs: 100 });
  const child = spawn(cli.path, { stdio: ['ignore', 'pipe', 'inherit'] });
  const pieces: string[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece.toString('hex')));
  await once(child, 'close');
  expect(pieces).toEqual(['61c3', 'bc']);
});

test('ends by a signal', async () => {
  const { cli } = await given({ stdout: 'half', signal: 'SIGKILL' });
  expect(await run(cli)).toEqual({ stdout: 'half', stderr: '', code: null, signal: 'SIGKILL' });
});

test('tells its version without counting it as a call', async () => {
  const { cli } = await given({ version: 'tiny 2.0.1' });
  expect((await run(cli, ['--version'])).stdout).toBe('tiny 2.0.1\n');
  expect(await cli.calls()).toEqual([]);
});

async function given(options: FakeCliOptions): Promise<{ readonly cli: FakeCli }> {
  const cli = await fakeCli(options);
  onTestFinished(() => cli.remove());
  return { cli };
}

interface Ending {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: string | null;
}

async function run(cli: FakeCli, args: readonly string[] = [], stdin = ''): Promise<Ending> {
  const child = spawn(cli.path, args);
  child.stdin.end(stdin);
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { stdout, stderr, code, signal };
}
