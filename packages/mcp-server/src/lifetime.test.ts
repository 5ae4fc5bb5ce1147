import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processesWith } from './testing/processes.js';
import { startRawServer } from './testing/raw-server.js';
import { createSandbox, NOISY_SAMPLE, type Sandbox } from './testing/sandbox.js';

// How the server starts, what it prints and that it ends, seen from outside and without an SDK.

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = createSandbox();
});
afterEach(() => sandbox.remove());

const hasProc = process.platform === 'linux';
const processesOfSandbox = () => processesWith(`LLM_GATEWAY_HOME=${sandbox.home}`);

/** A call whose agent ignores TERM and has a child that does so too, in a session of its own, holding stdout open. */
const STUBBORN_CALL = {
  name: 'sample_request',
  arguments: { prompt: '[[ignore-term]] [[grandchild ignore-term setsid]] [[hang]]' },
  _meta: { progressToken: 'token' },
};
/** What progress says when that child has been started. */
const IS_STUBBORN = 'start-process';

test('starting and listing the tools starts no CLI and makes no database', async () => {
  const bin = path.join(sandbox.cwd, 'bin');
  const trap = path.join(sandbox.cwd, 'started');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'sample-agent'), `#!/bin/sh\necho "$@" >>'${trap}'\n`);
  chmodSync(path.join(bin, 'sample-agent'), 0o755);
  const env = { ...sandbox.env, PATH: `${bin}${path.delimiter}${sandbox.env['PATH']}` };
  const server = startRawServer({ ...sandbox, env });
  await server.initialize();
  const { result } = await server.request('tools/list');
  expect(result).toMatchObject({
    tools: expect.arrayContaining([expect.objectContaining({ name: 'sample_request' })]),
  });
  server.child.stdin.end();
  expect(await server.ended).toBe(0);
  expect(existsSync(trap)).toBe(false);
  expect(existsSync(path.join(sandbox.home, 'logs.db'))).toBe(false);
});

test('a provider that prints while it loads and while it works does not break the protocol', async () => {
  sandbox.remove();
  sandbox = createSandbox(NOISY_SAMPLE);
  const server = startRawServer(sandbox);
  await server.initialize();
  const { result } = await server.request('tools/call', {
    name: 'sample_request',
    arguments: { prompt: '[[say Quiet.]] [[pace 50]]' },
    _meta: { progressToken: 'token' },
  });
  expect(result).toMatchObject({ structuredContent: { answer: 'Quiet.' } });
  server.child.stdin.end();
  await server.ended;
  for (const line of server.lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
});

describe('the server ends with its client', () => {
  test('when stdin ends, before a word was said', async () => {
    const { child, ended } = startRawServer(sandbox);
    child.stdin.end();
    expect(await ended).toBe(0);
  });

  // Only in /proc can every process of the sandbox be told by its environment.
  test.skipIf(!hasProc)('when stdin ends in the middle of a call, before the client loses its patience', async () => {
    const server = startRawServer(sandbox);
    await server.initialize();
    void server.request('tools/call', STUBBORN_CALL);
    await expect.poll(() => server.lines.join(), { timeout: 15_000 }).toContain(IS_STUBBORN);
    const leftAt = performance.now();
    server.child.stdin.end();
    expect(await server.ended).toBe(0);
    expect(processesOfSandbox()).toEqual([]);
    // The SDKs' clients kill a server 4 s after they have closed its stdin.
    expect(performance.now() - leftAt).toBeLessThan(4_000);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('on %s', async (signal) => {
    const server = startRawServer(sandbox);
    await server.initialize();
    server.child.kill(signal);
    expect(await server.ended).toBe(0);
  });

  test('when nobody reads its stdout any more', async () => {
    const server = startRawServer(sandbox);
    await server.initialize();
    server.child.stdout.destroy();
    server.notify('notifications/initialized');
    void server.request('tools/list');
    expect(await server.ended).toBe(0);
  });

  // Windows has no pipes with a name in a folder.
  test.skipIf(!hasProc)('when its parent dies and somebody else still holds its pipes', async () => {
    const pipe = path.join(sandbox.cwd, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const held = openSync(pipe, 'r+');
    const { command, args, env, cwd } = sandbox;
    const parent = spawn('/bin/sh', ['-c', 'exec 3<&0; "$@" <&3 & wait', 'parent', command, ...args], {
      env,
      cwd,
      stdio: [held, 'pipe', 'ignore'],
    });
    const { stdout } = parent;
    if (stdout === null) throw new Error('It was asked for.');
    writeSync(held, `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })}\n`);
    await once(stdout, 'data');
    parent.kill('SIGKILL');
    await expect.poll(processesOfSandbox, { timeout: 8_000 }).toEqual([]);
    closeSync(held);
  });

  // Only in /proc can every process of the sandbox be told by its environment.
  test.skipIf(!hasProc)('when it is killed, and leaves nothing of what it asked for', async () => {
    const words = ['-e', CLIENT, JSON.stringify(sandbox), JSON.stringify(STUBBORN_CALL)];
    const client = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
    let heard = '';
    client.stdout.on('data', (data) => (heard += String(data)));
    await expect.poll(() => heard, { timeout: 15_000 }).toContain(IS_STUBBORN);
    expect(processesOfSandbox().length).toBeGreaterThan(4);
    client.kill('SIGKILL');
    await expect.poll(processesOfSandbox, { timeout: 6_000 }).toEqual([]);
  });
});

/** A client that starts the server, calls it and tells what it hears. */
const CLIENT = `
  const { command, args, env, cwd } = JSON.parse(process.argv[1]);
  const server = require('node:child_process').spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  const send = (message) => server.stdin.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
  const clientInfo = { name: 'raw', version: '1.0.0' };
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/call', params: JSON.parse(process.argv[2]) });
  server.stdout.pipe(process.stdout);
`;
