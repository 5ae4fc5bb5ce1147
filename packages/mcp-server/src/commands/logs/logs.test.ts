import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand, type RunOptions } from '../../testing/run-command.js';
import { createSandbox, type Sandbox } from '../../testing/sandbox.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = createSandbox();
  for (const prompt of ['[[say The heron stands.]]', '[[fail auth_required]] heron', '[[say The otter swims.]]']) {
    await run(['ask', 'sample', `[[pace 0]] ${prompt}`]);
  }
});
afterAll(() => sandbox.remove());

const run = (words: readonly string[], options?: RunOptions) => runCommand(sandbox, words, options);

/** What differs from run to run. */
function steady(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replaceAll(sandbox.cwd, '<folder>');
}

test('the last requests stand with their answers, the newest at the end', async () => {
  const { stdout, stderr, code } = await run(['logs', '-n', '2', '-u']);
  expect(steady(stdout)).toMatchInlineSnapshot(`
    "# <time> · sample · sample-small · failed in 0s
    job <id> · session <id> · asked by cli · in <folder>

    > [[pace 0]] [[fail auth_required]] heron

    auth_required The sample agent is not logged in. Unset \`SAMPLE_AGENT_LOGGED_OUT\`.

    usage not told

    # <time> · sample · sample-small · completed in 0s
    job <id> · session <id> · asked by cli · in <folder>

    > [[pace 0]] [[say The otter swims.]]

    The otter swims.

    9 tokens in · 4 out

    "
  `);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('words, agents, conversations and failures narrow it down', async () => {
  const answers = async (...words: string[]): Promise<readonly string[]> => {
    const entries: { response?: string; error?: { category: string } }[] = JSON.parse(
      (await run(['logs', '--json', ...words])).stdout,
    );
    return entries.map(({ response, error }) => error?.category ?? response ?? '');
  };
  expect(await answers('-q', 'heron')).toEqual(['The heron stands.', 'auth_required']);
  expect(await answers('--errors')).toEqual(['auth_required']);
  expect(await answers('--provider', 'sample', '-n', '1')).toEqual(['The otter swims.']);
  expect(await answers('--provider', 'other')).toEqual([]);
  const [{ sessionId }] = JSON.parse((await run(['logs', '-n', '1', '--json'])).stdout);
  expect(await answers('--session', sessionId)).toEqual(['The otter swims.']);
  expect((await run(['logs', '-q', 'unicorn'])).stderr).toBe('Nothing in the record fits.\n');
});

test('one line each, where that is enough', async () => {
  expect(steady((await run(['logs', '--short'])).stdout).replaceAll(/\b[0-9a-f]{8}\b/g, '<id>')).toMatchInlineSnapshot(`
    "<time>  completed      sample         0s  <id>  [[pace 0]] [[say The heron stands.]]
    <time>  auth_required  sample         0s  <id>  [[pace 0]] [[fail auth_required]] heron
    <time>  completed      sample         0s  <id>  [[pace 0]] [[say The otter swims.]]
    "
  `);
});

test('what an agent wrote cannot steer the terminal', async () => {
  await run(['ask', 'sample', '[[pace 0]] [[say red\u001B[31m, and a title\u001B]0;gone\u0007, and a bell\u0007]]']);
  const { stdout } = await run(['logs', '-n', '1']);
  expect(stdout).toContain('You asked: "[[pace 0]] [[say red, and a title, and a bell]]"');
  for (const sign of ['\u0007', '\u001B']) expect(stdout).not.toContain(sign);
});

test('following tells of requests as they end, and ends with Ctrl-C', async () => {
  const { command, args, env, cwd } = sandbox;
  const child = spawn(command, [...args, 'logs', '--follow', '--json'], { cwd, env });
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  const ended = new Promise((resolve) => child.once('close', resolve));
  // Asked again until the follower, which is only just starting, has heard of one.
  await expect
    .poll(
      async () => {
        await run(['ask', 'sample', '[[pace 0]] [[say Followed.]]']);
        return stdout;
      },
      { timeout: 20_000 },
    )
    .not.toBe('');
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  for (const line of stdout.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ response: 'Followed.' });
});

test('its place and its state are told', async () => {
  expect((await run(['logs', 'path'])).stdout).toBe(`${path.join(sandbox.home, 'logs.db')}\n`);
  expect(existsSync((await run(['logs', 'path', '--metadata'])).stdout.trim())).toBe(true);
  expect((await run(['logs', 'status'])).stdout).toMatch(
    /^recording on\ndatabase {2}\S+logs\.db\nsize {6}\d+\.\d MiB\nrequests {2}\d+, \S+ to \S+\nsessions {2}\d+\n/,
  );
  const off = { env: { LLM_GATEWAY_LOGS_DB: 'none' } };
  expect(await run(['logs', 'path'], off)).toMatchObject({ code: 1, stdout: '' });
  expect((await run(['logs', 'status'], off)).stdout).toBe('recording off (LLM_GATEWAY_LOGS_DB)\n');
});

test('usage is drawn by day and by model', async () => {
  const { stdout, code } = await run(['usage', '--days', '7']);
  expect(stdout).toMatch(/^Since \d{4}-\d\d-\d\d \(UTC\) +in +out +cost requests\n/);
  expect(stdout).toMatch(/\n\d{4}-\d\d-\d\d {2} +█+ +\d+ +\d+ +– +\d+\n\nsample sample-small {2}█+ +\d+ /);
  expect(stdout).toMatch(/\ntotal +\d+ +\d+ +– +\d+\n$/);
  expect(code).toBe(0);
  const { rows, total } = JSON.parse((await run(['usage', '--json'])).stdout);
  expect(rows).toMatchObject([{ provider: 'sample', model: 'sample-small' }]);
  expect(total.inputTokens).toBe(rows[0].inputTokens);
  expect((await run(['usage', '--provider', 'other'])).stderr).toMatch(/^Nothing was asked since /);
});
