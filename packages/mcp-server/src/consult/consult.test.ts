import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProvider } from '../testing/add-provider.js';
import { connect, type ConnectOptions, type TestClient } from '../testing/connect.js';
import { runCommand } from '../testing/run-command.js';
import { createSandbox, type Sandbox } from '../testing/sandbox.js';

// The real server with four agents: one that answers, one of another opinion, one that fails, one that says nothing.

let sandbox: Sandbox;
const open: TestClient[] = [];
beforeAll(() => {
  sandbox = createSandbox();
  sandbox = addProvider(sandbox, 'other', { prompt: '[[say Rather not.\nVERDICT: **No**.]] ' });
  sandbox = addProvider(sandbox, 'broken', { prompt: '[[fail auth_required]] ' });
  sandbox = addProvider(sandbox, 'mute', { prompt: '[[silent]] ' });
  sandbox = addProvider(sandbox, 'absent', {
    more: "executable: { names: ['no-such-agent'], installHint: 'npm install -g no-such-agent' }",
  });
});
afterAll(async () => {
  await Promise.all(open.map((client) => client.close()));
  sandbox.remove();
});

async function start(options?: ConnectOptions): Promise<TestClient> {
  const client = await connect('2026', sandbox, options);
  open.push(client);
  return client;
}

test('every answer stands under its author, and who gave none is shown as such', async () => {
  const client = await start();
  const lines: (string | undefined)[] = [];
  const reply = await client.call(
    'consult',
    { prompt: '[[say Yes, do it.]] [[pace 0]] Shall we?' },
    { onprogress: ({ message }) => lines.push(message) },
  );
  expect(reply.isError).toBe(false);
  expect(reply.structured).toMatchObject({
    status: 'completed',
    asked: 4,
    answered: 2,
    answers: [
      { provider: 'sample', status: 'answered', answer: 'Yes, do it.', jobId: expect.any(String) },
      { provider: 'other', status: 'answered', answer: expect.stringContaining('Rather not.') },
      { provider: 'broken', status: 'failed', errorCategory: 'auth_required' },
      { provider: 'mute', status: 'silent', errorCategory: 'empty_output' },
    ],
    notAsked: [{ provider: 'absent', reason: 'not installed' }],
  });
  expect(reply.structured).not.toHaveProperty('unanimous');
  expect(reply.texts[0]).toMatch(
    /^## Sample agent \(offline\) \(sample-small\)\nYes, do it\.\n\n## OTHER \(sample-small\)\nRather not\.[^]*## BROKEN.*\n\[No answer: .*not logged in\.\]\n\n## MUTE.*\n\[It ended without an answer\.\]\n\n---\nNot asked: absent \(not installed\)\.$/,
  );
  expect(lines[0]).toMatch(/^0 of 4 answered · .*Sample agent \(offline\) \S+.* · 0s$/);
  expect(lines.at(-1)).toMatch(/answered: .*OTHER/);
});

test('verdicts are counted as they were written, and silence is no agreement', async () => {
  const client = await start();
  const ask = async (prompt: string, providers: readonly string[]) => {
    const { structured } = await client.call('consult', { prompt, providers, choices: ['yes', 'no'] });
    const { verdicts, undecided, unanimous } = structured;
    return { verdicts, undecided, unanimous };
  };
  expect(await ask('[[say Go.\nVerdict: yes]] Agree?', ['sample', 'other', 'broken', 'mute'])).toEqual({
    verdicts: { yes: ['sample'], no: ['other'] },
    undecided: ['broken', 'mute'],
    unanimous: false,
  });
  expect(await ask('[[say No.\nVERDICT: no]] Agree?', ['sample', 'mute'])).toEqual({
    verdicts: { yes: [], no: ['sample'] },
    undecided: ['mute'],
    unanimous: false,
  });
  expect(await ask('[[say VERDICT: no]] Agree at last?', ['sample', 'other'])).toEqual({
    verdicts: { yes: [], no: ['sample', 'other'] },
    undecided: [],
    unanimous: true,
  });
});

test('what takes too long goes on as jobs, and what is there is not held back', async () => {
  const client = await start({ env: { SYNC_DEADLINE_MS: '1200' } });
  const prompt = '[[sleep 2200]] [[say At last.]]';
  const reply = await client.call('consult', { prompt, providers: ['sample', 'broken'] });
  expect(reply.structured).toMatchObject({
    status: 'deferred',
    answers: [
      { provider: 'sample', status: 'working' },
      { provider: 'broken', status: 'failed' },
    ],
    fetchWith: 'llm_job_result',
  });
  const [{ jobId }] = reply.structured['answers'] as [{ jobId: string }];
  const collect = async () => (await client.call('llm_job_result', { jobId, waitMs: 20_000 })).structured['result'];
  await expect.poll(collect, { timeout: 20_000 }).toMatchObject({ status: 'completed', answer: 'At last.' });
});

test('a call that is cancelled stops everybody', async () => {
  const client = await start();
  const stop = new AbortController();
  const call = client.call(
    'consult',
    { prompt: '[[hang]] cancelled', providers: ['sample', 'other'] },
    { signal: stop.signal, onprogress: ({ message }) => message?.includes('OTHER') && stop.abort() },
  );
  await expect(call).rejects.toThrow();
  const statuses = async (): Promise<readonly string[]> => {
    const { stdout } = await runCommand(sandbox, ['logs', '-q', 'cancelled', '--json']);
    return JSON.parse(stdout).map(({ status }: { status: string }) => status);
  };
  await expect.poll(statuses, { timeout: 15_000, interval: 500 }).toEqual(['canceled', 'canceled']);
});

test('nobody answered is a failure, with each reason', async () => {
  const client = await start();
  const reply = await client.call('consult', { prompt: 'Anybody?', providers: ['broken', 'absent'] });
  expect(reply.isError).toBe(true);
  expect(reply.structured).toMatchObject({
    status: 'failed',
    answered: 0,
    answers: [{ errorCategory: 'auth_required' }, { errorCategory: 'cli_not_found', hint: expect.any(String) }],
  });
});

test('a person consults from the command line', async () => {
  const question = '[[say Do it.\nVERDICT: yes]] Shall we?';
  const run = (...words: string[]) => runCommand(sandbox, ['consult', ...words, question]);
  const { stdout, stderr, code } = await run('--providers', 'sample,other', '--choices', 'yes,no');
  expect(stdout).toContain('## Sample agent (offline) · sample-small · 0s\nDo it.\nVERDICT: yes\n\n');
  expect(stdout).toContain('## OTHER · sample-small · 0s\nRather not.');
  expect(stdout).toMatch(/\nyes: sample; no: other\.\n$/);
  expect(stderr).toContain('0 of 2 answered');
  expect(code).toBe(0);
  const failed = await run('--providers', 'mute', '--json');
  expect(JSON.parse(failed.stdout)).toMatchObject({ status: 'failed', answers: [{ status: 'silent' }] });
  expect(failed.code).toBe(1);
});
