import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installCli } from '../clis/install.ts';
import { offlineEnvironment, offlineHome } from '../clis/offline-home.ts';
import { cliIds, type CliId } from '../clis/pinned-cli.ts';
import { runToEnd } from '../clis/run-to-end.ts';
import { serverFile } from '../harness/open-desk.ts';

// What `llm-gateway install` writes is read by the clients themselves.

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(path.join(tmpdir(), 'llm-gateway-e2e-')));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

describe.each(cliIds)('%s', (id) => {
  test('sees the server that was installed, beside what its user had configured, and no longer what was taken out', async () => {
    // Nobody listens there: listing servers needs no model.
    const offline = offlineHome(id, { home, apiUrl: 'http://127.0.0.1:9' });
    const env = offlineEnvironment({ PATH: process.env['PATH'] }, [offline]);
    const cwd = path.join(home, 'project');
    mkdirSync(cwd);
    const run = (file: string, ...args: string[]) => runToEnd(file, args, { cwd, env, stdin: '', timeoutMs: 60_000 });
    const { path: executable } = await installCli(id);
    const listed = async () => {
      const { stdout, stderr } = await run(executable, ...LISTS[id]);
      return stdout + stderr;
    };
    const settings = () => readFileSync(path.join(offline.configFolder, FILES[id] ?? ''), 'utf8');
    const before = FILES[id] === undefined ? '' : settings();

    const installed = await run(process.execPath, serverFile, 'install', CLIENTS[id]);
    expect(installed).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^✓ .* {2}added: /) });
    expect(await listed()).toMatch(SEEN[id]);
    if (before !== '') expect(settings().replaceAll(/\s/g, '')).toContain(before.replaceAll(/\s|\}\s*$/g, ''));

    expect((await run(process.execPath, serverFile, 'install', '--uninstall', CLIENTS[id])).exitCode).toBe(0);
    expect(await listed()).not.toContain('gateway');
  });
});

const CLIENTS: Readonly<Record<CliId, string>> = {
  claude: 'claude-code',
  codex: 'codex',
  gemini: 'gemini',
  grok: 'grok',
};

const LISTS: Readonly<Record<CliId, readonly string[]>> = {
  claude: ['mcp', 'list'],
  codex: ['mcp', 'list', '--json'],
  gemini: ['mcp', 'list'],
  grok: ['mcp', 'list', '--json'],
};

/** Two of them start the server to see whether it answers. */
const SEEN: Readonly<Record<CliId, RegExp>> = {
  claude: /^gateway: .*bin\.js - ✔ Connected$/m,
  codex: /"name": "gateway",\s+"enabled": true/,
  gemini: /^✓ gateway: .*bin\.js \(stdio\) - Connected$/m,
  grok: /"enabled": true,\s+"name": "gateway"/,
};

/** Where a client keeps its servers in a file that it shares with other settings. */
const FILES: Readonly<Partial<Record<CliId, string>>> = {
  codex: 'config.toml',
  gemini: 'settings.json',
  grok: 'config.toml',
};
