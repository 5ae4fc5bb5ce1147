import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Reply, type TestClient } from './testing/connect.js';
import { runCommand } from './testing/run-command.js';
import { createSandbox, type Sandbox } from './testing/sandbox.js';

// Secrets of every kind go through the whole product: the real server, the real engine, a real process. Then every byte
// that was kept, and everything in a reply but the answer, is searched for them.

/** What gives a secret away. Put together at run time, so that no scanner takes this file for a leak. */
const CORE = 'Zq7Vn3Lx9Kw2Rt5';
const secret = (prefix: string): string => `${prefix}${CORE}${CORE}${CORE}`;

const SECRETS: readonly (readonly [string, string])[] = [
  ['an Anthropic key', secret('sk-ant-api03-')],
  ['an OpenAI key', secret('sk-proj-')],
  ['a Google key', secret('AIza')],
  ['an xAI key', secret('xai-')],
  ['a bearer token', `Authorization: Bearer ${secret('')}`],
  [
    'a private key',
    ['-----BEGIN RSA', `PRIVATE KEY-----\n${secret('MIIE')}\n-----END RSA`, 'PRIVATE KEY-----'].join(' '),
  ],
  ['a line of an environment file', `\nexport STRIPE_SECRET_KEY=${secret('')}\n`],
  ['a quoted line of an environment file', `\nDB_PASSWORD="${secret('').slice(0, 18)} and more"\n`],
];

/** In the environment it looks like nothing; only its name says what it is. */
const PLAIN_SECRET = `correct-horse-${CORE.toLowerCase()}`;
const LEAKS = new RegExp(`${CORE}|${CORE.toLowerCase()}`);

let sandbox: Sandbox;
let client: TestClient;
beforeAll(async () => {
  sandbox = createSandbox();
  sandbox = { ...sandbox, env: { ...sandbox.env, DEPLOY_TOKEN: PLAIN_SECRET, OPENAI_API_KEY: secret('sk-') } };
  client = await connect('2026', sandbox);
});
afterAll(async () => {
  await client.close();
  sandbox.remove();
});

/** The structured part but for the answer itself, which is the caller's, and what it asked to see raw. */
function structureOf({ structured }: Reply): string {
  const { answer: _answer, ...facts } = structured;
  return JSON.stringify(facts);
}

describe.each(SECRETS)('%s', (_name, planted) => {
  test('in a prompt and its answer reaches nothing but the answer', async () => {
    const lines: (string | undefined)[] = [];
    const reply = await client.call(
      'sample_request',
      { prompt: `[[pace 0]] [[echo]] ${planted}` },
      { onprogress: ({ message }) => lines.push(message) },
    );
    expect(reply.texts[0]).toContain(CORE);
    expect(structureOf(reply)).not.toMatch(LEAKS);
    expect(lines.join('\n')).not.toMatch(LEAKS);
  });

  test('on stderr, and in the failure that it explains', async () => {
    const reply = await client.call('sample_request', {
      prompt: `[[stderr ${planted.replaceAll('\n', ' ')}]] [[fail cli_error stderr]]`,
    });
    expect(reply.isError).toBe(true);
    expect(structureOf(reply)).not.toMatch(LEAKS);
    expect(reply.texts.join('\n')).not.toMatch(LEAKS);
  });

  test('in a request that is refused', async () => {
    const model = `gone ${planted.replaceAll('\n', ' ')}`;
    const reply = await client.call('sample_request', { prompt: 'Hello.', model, sessionId: `gw-${planted}` });
    expect(reply.isError).toBe(true);
    expect(structureOf(reply)).not.toMatch(LEAKS);
  });
});

test('what agents do while they are watched shows none, of whatever kind', async () => {
  const watch = async (planted: string): Promise<string> => {
    const prompt = `[[write notes ${planted.replaceAll('\n', ' ')}.txt]] [[sleep 2600]]`;
    const { jobId } = (await client.call('sample_request_async', { prompt })).structured;
    let looked = '';
    const hasEnded = async (): Promise<boolean> => {
      const reply = await client.call('llm_job_status', { jobId });
      looked += JSON.stringify(reply.structured);
      return (reply.structured['job'] as { exited: boolean }).exited;
    };
    await expect.poll(hasEnded, { timeout: 20_000, interval: 200 }).toBe(true);
    return looked;
  };
  for (const looked of await Promise.all(SECRETS.map(([, planted]) => watch(planted)))) {
    // The beginning of a long path; the end of some secrets is cut off.
    expect(looked).toMatch(/"progress":"write-file: .*\/work\/notes /);
    expect(looked).not.toMatch(LEAKS);
  }
});

test('what the environment holds is told to the caller who asks for it, and kept nowhere', async () => {
  const ask = (prompt: string) => client.call('sample_request', { prompt: `[[pace 0]] ${prompt}` });
  const replies = [await ask('[[env DEPLOY_TOKEN]]'), await ask('[[env OPENAI_API_KEY]]')];
  expect(replies[0]!.texts[0]).toBe(`DEPLOY_TOKEN=${PLAIN_SECRET}`);
  for (const reply of replies) expect(structureOf(reply)).not.toMatch(LEAKS);
});

test('a consultation tells of failures without them', async () => {
  const reply = await client.call('consult', { prompt: `[[stderr ${secret('xai-')}]] [[fail cli_error stderr]]` });
  expect(JSON.stringify(reply.structured)).not.toMatch(LEAKS);
});

test('nothing of it is in the database, its journal, the resources or what the commands show', async () => {
  const uris = ['metrics://performance', 'metrics://process-health', 'health://status'];
  for (const uri of uris) expect(await client.read(uri)).not.toMatch(LEAKS);
  for (const words of [
    ['logs', '-n', '0', '-u'],
    ['logs', '-n', '0', '--json'],
    ['jobs', '-n', '500', '--json'],
    ['usage', '--json'],
  ]) {
    const { stdout, stderr, code } = await runCommand(sandbox, words);
    expect(stdout + stderr).not.toMatch(LEAKS);
    expect(code).toBe(0);
  }
  const { stdout } = await runCommand(sandbox, ['logs', '-n', '0', '--json']);
  expect(JSON.parse(stdout).length).toBeGreaterThan(SECRETS.length * 4);
  for (const file of ['logs.db', 'logs.db-wal', 'logs.db-shm']) {
    const place = path.join(sandbox.home, file);
    const bytes = statSync(place, { throwIfNoEntry: false }) ? readFileSync(place, 'latin1') : '';
    expect(leaksIn(bytes), file).toEqual([]);
  }
});

test("the server's own log has none", async () => {
  const { command, args, env, cwd } = sandbox;
  const child = spawn(command, args, { env, cwd });
  const stderr = text(child.stderr);
  const send = (message: object): void => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  };
  const clientInfo = { name: 'raw', version: '1.0.0' };
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
  send({ method: 'notifications/initialized' });
  const params = { name: 'sample_request', arguments: { prompt: `[[exit 3]] ${secret('sk-ant-')}` } };
  send({ id: 2, method: 'tools/call', params });
  child.stdin.write(`not JSON: ${secret('sk-ant-')}\n`);
  for await (const line of child.stdout) if (String(line).includes('"id":2')) break;
  child.kill();
  expect(await stderr).not.toMatch(LEAKS);
});

test('the spool is gone with the retention', async () => {
  const place = path.join(sandbox.home, 'jobs');
  expect(readdirSync(place).length).toBeGreaterThan(0);
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(path.join(sandbox.home, 'logs.db'));
  database.exec("update requests set finished_at = '2001-01-01T00:00:00.000Z'");
  database.close();
  await runCommand(sandbox, ['jobs', 'clean']);
  expect(readdirSync(place)).toEqual([]);
  for (const file of filesBelow(sandbox.home)) {
    // The CLI's own folder is its own: it stands for the vendors' homes, which no gateway touches.
    if (!file.includes('sample-agent')) expect(leaksIn(readFileSync(file, 'latin1')), file).toEqual([]);
  }
});

/** What stands before each of them, for whoever has to find out where it comes from. */
function leaksIn(bytes: string): readonly string[] {
  return bytes
    .split(LEAKS)
    .slice(0, -1)
    .map((before) => before.slice(-60));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
