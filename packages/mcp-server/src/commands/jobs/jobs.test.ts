import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../testing/run-command.js';
import { createSandbox, type Sandbox } from '../../testing/sandbox.js';

// Jobs that one process has started, looked at from others.

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = createSandbox();
});
afterAll(() => sandbox.remove());

const run = (...words: string[]) => runCommand(sandbox, words);
const json = async (...words: string[]): Promise<Printed> => JSON.parse((await run(...words, '--json')).stdout);

/** What the tests read of what the commands print. */
interface Printed {
  readonly jobId: string;
  readonly jobs: readonly { readonly id: string }[];
  readonly text: string;
  readonly nextOffset?: number;
}

/** Asks in a process of its own and resolves as soon as the job is running. */
async function askElsewhere(prompt: string): Promise<{ id: string; ended: Promise<unknown> }> {
  const child = spawn(sandbox.command, [...sandbox.args, 'ask', 'sample', prompt], {
    cwd: sandbox.cwd,
    env: sandbox.env,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const running = async () => (await json('jobs', 'list', '--status', 'running')).jobs;
  await expect.poll(running, { timeout: 10_000 }).toHaveLength(1);
  return { id: (await running())[0]!.id, ended };
}

test('the newest job, or any other, is shown with what is known of it', async () => {
  const { jobId } = await json('ask', 'sample', '[[say All is well.]] [[pace 0]]');
  const { stdout, stderr } = await run('jobs', 'show');
  expect(stdout).toBe('All is well.\n');
  expect(stderr.replaceAll(/\d{4}-\S+ \S+ UTC|took \d+s|\d+ bytes|[\da-f-]{36}/g, '…').replace(sandbox.cwd, '…'))
    .toMatchInlineSnapshot(`
    "✓ completed  sample  …
      asked     …, …
      folder    …
      model     sample-small · 8 tokens in · 3 out
      session   …
      printed   … (--raw stdout)

    "
  `);
  expect(await json('jobs', 'show', jobId)).toMatchObject({ id: jobId, status: 'completed', answer: 'All is well.' });
});

test('what the CLI printed can be read whole, and page by page', async () => {
  const { jobId } = await json('ask', 'sample', '[[say One äöü]] [[stderr Careful]] [[pace 0]]');
  const whole = (await run('jobs', 'show', jobId, '--raw', 'stdout')).stdout;
  expect(whole).toMatch(/^\{"type":"session",.*\}\n$/s);
  expect((await run('jobs', 'show', jobId, '--raw', 'stderr')).stdout).toBe('Careful\n');

  let read = '';
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const page = await json('jobs', 'show', jobId, '--raw', 'stdout', '--max-chars', '150', '--offset', String(offset));
    expect(page).toMatchObject({ jobId, stream: 'stdout', offset, totalBytes: Buffer.byteLength(whole) });
    read += page.text;
    offset = page.nextOffset;
  }
  expect(read).toBe(whole);
  expect((await run('jobs', 'show', jobId, '--max-chars', '3')).stderr).toMatch(/It goes on with --offset 3\n$/);
});

test('a running job is followed to its end', async () => {
  const { id, ended } = await askElsewhere(
    '[[sleep 4000]] [[pace 100]] [[say one two three four five six seven eight nine ten]]',
  );
  const { stdout, stderr, code } = await run('jobs', 'follow', id);
  expect(stdout).toBe('one two three four five six seven eight nine ten\n');
  expect(stderr).toContain(`✓ completed  sample  ${id}\n`);
  expect(code).toBe(0);
  await ended;
  const lines = (await run('jobs', 'follow', id, '--json')).stdout.trim().split('\n');
  const events: readonly Record<string, unknown>[] = lines.map((line) => JSON.parse(line));
  expect(events[0]).toMatchObject({ type: 'session' });
  expect(events.at(-1)).toMatchObject({ type: 'end', job: { id, status: 'completed' } });
});

test('who stops following does not stop the job; who cancels it does', async () => {
  const { id, ended } = await askElsewhere('[[hang]]');
  const { code, stderr } = await runCommand(sandbox, ['jobs', 'follow', id], { signal: 'SIGINT' });
  expect(code).toBe(130);
  expect(stderr).toContain(`The job goes on: llm-gateway jobs follow ${id}\n`);
  expect(await json('jobs', 'show', id)).toMatchObject({ status: 'running' });

  expect(await json('jobs', 'cancel', id)).toEqual({ jobId: id, canceled: true });
  await ended;
  expect(await json('jobs', 'cancel', id)).toEqual({ jobId: id, canceled: false });
  expect((await run('jobs', 'follow', id)).code).toBe(1);
  expect((await json('jobs', '--status', 'canceled')).jobs).toMatchObject([{ id }]);
});

test('what is older than jobs are kept goes, and nothing else', async () => {
  expect(await json('jobs', 'clean')).toEqual({ removed: 0 });
  expect((await run('jobs', 'clean')).stderr).toMatch(/^Nothing is old enough to go/);
});

test('with no jobs it says so', async () => {
  const empty = createSandbox();
  const { stderr, code } = await runCommand(empty, ['jobs', 'show']);
  expect(stderr).toBe('Error There are no jobs yet.\nHint  llm-gateway ask <provider> "…"\n');
  expect(code).toBe(1);
  expect(await runCommand(empty, ['jobs'])).toEqual({ code: 0, stdout: '', stderr: 'No jobs yet.\n' });
  empty.remove();
});
