import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type ConnectOptions, type TestClient } from '../testing/connect.js';
import { runCommand } from '../testing/run-command.js';
import { createSandbox, type Sandbox } from '../testing/sandbox.js';

// The real server and command, with an agent that upgrades itself by writing down its new version.

const SAMPLE = path.resolve(import.meta.dirname, '../../../../examples/provider-sample/src/index.ts');

const UPGRADABLE = `
  import createSample from ${JSON.stringify(SAMPLE)};
  const file = process.env.TEST_CLI;
  export default function createUpgradable() {
    return {
      ...createSample(),
      executable: { names: ['no-such-name'], wellKnownPaths: [file], installHint: 'Unpack it again.' },
      discoverModels: () => ({
        models: [
          { id: 'small-1', description: 'Quick.', aliases: ['small'], source: 'cli' },
          { id: 'old', source: 'static' },
        ],
        defaultModel: 'small-1',
      }),
      planUpgrade: (target) => ({ strategy: 'self-update', commands: [{ file, args: ['update', target] }] }),
    };
  }
`;

/** `broken` is a version that does not answer; `slow` is one that takes its time. */
const CLI = `#!/bin/sh
case "$1 $2" in
  --version*) [ "$(cat "$0.version")" = broken ] && exit 3; cat "$0.version"; exit ;;
  *slow) sleep 1; echo 3.0.0 >"$0.version" ;;
  *) echo "$2" >"$0.version" ;;
esac
touch "$0"
echo "now $2"
`;

let sandbox: Sandbox;
const open: TestClient[] = [];

beforeAll(() => {
  const bare = createSandbox(UPGRADABLE);
  const file = path.join(bare.home, 'agent');
  sandbox = { ...bare, env: { ...bare.env, TEST_CLI: file, SAMPLE_MODEL_ALIASES: 'mine=other' } };
  writeFileSync(file, CLI);
  chmodSync(file, 0o755);
  writeFileSync(`${file}.version`, '1.0.0\n');
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

const MODELS = {
  cli: 'sample',
  provider: 'sample',
  displayName: 'Sample agent (offline)',
  cliVersion: '1.0.0',
  models: { 'small-1': 'Quick.', old: '' },
  modelMetadata: {
    'small-1': { source: 'cli', confidence: 'high', aliases: ['small'] },
    old: { source: 'fallback', confidence: 'low' },
  },
  defaultModel: 'small-1',
  defaultModelSource: 'cli',
  aliases: { small: 'small-1', mine: 'other' },
  warnings: [],
};

test('list_models, models://sample and the command say which models there are, and who says so', async () => {
  const { call, read } = await start();
  const reply = await call('list_models', { cli: 'sample' });
  expect(reply.structured).toEqual({ sample: MODELS });
  expect(JSON.parse(reply.texts[0]!)).toEqual(reply.structured);
  expect(JSON.parse(await read('models://sample'))).toEqual(MODELS);
  expect(JSON.parse((await runCommand(sandbox, ['models', '--json'])).stdout)).toEqual({ sample: MODELS });
  expect((await runCommand(sandbox, ['models', 'sample'])).stdout).toMatchInlineSnapshot(`
    "Sample agent (offline) 1.0.0
    *  small-1  cli       Quick.
       old      fallback
      aliases small = small-1, mine = other
    "
  `);
});

test('a setting that makes no sense is a warning, and the models are listed all the same', async () => {
  const { stdout, stderr, code } = await runCommand(sandbox, ['models'], { env: { SAMPLE_DEFAULT_MODEL: '--rm' } });
  expect(stderr).toBe('Warning SAMPLE_DEFAULT_MODEL is "--rm", which cannot be a model.\n');
  expect(stdout).toContain('small-1');
  expect(code).toBe(0);
});

test('cli_versions and the command say what is installed', async () => {
  const { call } = await start();
  const { structured, texts } = await call('cli_versions', { cli: 'sample' });
  expect(structured).toEqual({
    versions: [
      {
        cli: 'sample',
        provider: 'sample',
        displayName: 'Sample agent (offline)',
        installed: true,
        version: '1.0.0',
        path: path.join(sandbox.home, 'agent'),
        realPath: path.join(sandbox.home, 'agent'),
        installMethod: 'other',
        updateAvailable: 'unknown',
        canUpgrade: true,
      },
    ],
  });
  expect(JSON.parse(texts[0]!)).toEqual(structured);
  expect((await runCommand(sandbox, ['versions', '--offline'])).stdout).toMatch(
    /^· Sample agent \(offline\) {2}sample {2}1\.0\.0 {2}newest not known {2}other {2}\S+\n$/,
  );
});

test('cli_upgrade plans unless it is told to run', async () => {
  const { call } = await start();
  expect((await call('cli_upgrade', { cli: 'sample', target: '2.0.0' })).structured).toMatchObject({
    success: true,
    status: 'planned',
    from: '1.0.0',
    commands: [{ file: path.join(sandbox.home, 'agent'), args: ['update', '2.0.0'] }],
  });
  const { stdout } = await runCommand(sandbox, ['upgrade', 'sample', '2.0.0']);
  expect(stdout.replaceAll(sandbox.home, '~')).toMatchInlineSnapshot(`
    "Sample agent (offline) 1.0.0 would be brought to "2.0.0".
    installed  ~/agent (other)
    command    ~/agent update 2.0.0
    way back   ~/agent update 1.0.0
    run it     llm-gateway upgrade sample 2.0.0 --run
    "
  `);
  expect((await call('cli_versions', {})).structured).toMatchObject({ versions: [{ version: '1.0.0' }] });
});

test('an upgrade says from what to what, and one that breaks the agent says how to go back', async () => {
  const { call } = await start();
  const upgrade = (target: string) => call('cli_upgrade', { cli: 'sample', target, dryRun: false });
  const done = await upgrade('2.0.0');
  expect(done.structured).toMatchObject({
    success: true,
    message: 'Sample agent (offline) 1.0.0 → 2.0.0.',
    to: '2.0.0',
  });
  const broken = await upgrade('broken');
  expect(broken.isError).toBe(true);
  expect(broken.texts).toEqual([
    'Sample agent (offline) does not tell its version any more, after the upgrade from 2.0.0. Next: Go back: Unpack it again.',
  ]);
  expect(broken.structured).toMatchObject({ success: false, status: 'broken', from: '2.0.0', output: 'now broken\n' });
  const { stdout, stderr, code } = await runCommand(sandbox, ['upgrade', 'sample', '1.0.0', '--run']);
  expect({ stdout, stderr, code }).toEqual({
    stdout: 'Sample agent (offline) unknown → 1.0.0.\n',
    stderr: 'now 1.0.0\n',
    code: 0,
  });
});

test.each(['https://example.com/x.tgz', '../x', '--global', '@other/package@1.0.0'])(
  'the target "%s" is refused',
  async (target) => {
    const { call } = await start();
    const reply = await call('cli_upgrade', { cli: 'sample', target, dryRun: false });
    expect(reply).toMatchObject({ isError: true, structured: { errorCategory: 'invalid_request' } });
    expect((await runCommand(sandbox, ['upgrade', 'sample', '--run', '--', target])).code).toBe(2);
  },
);

test('an upgrade that outlives the patience of the client goes on', async () => {
  const { call } = await start({ env: { SYNC_DEADLINE_MS: '200' } });
  expect((await call('cli_upgrade', { cli: 'sample', target: 'slow', dryRun: false })).structured).toMatchObject({
    status: 'running',
    pollWith: 'cli_versions',
  });
  const second = await call('cli_upgrade', { cli: 'sample', target: '4.0.0', dryRun: false });
  expect(second.structured).toMatchObject({ success: false, errorCategory: 'upgrade_running' });
  await expect
    .poll(async () => (await call('cli_versions', { cli: 'sample' })).structured, { timeout: 15_000 })
    .toMatchObject({ versions: [{ version: '3.0.0', lastUpgrade: { status: 'upgraded', to: '3.0.0' } }] });
});

test('below the full permission cli_upgrade can only plan, and says so', async () => {
  const { call, listTools } = await start({ env: { LLM_GATEWAY_MAX_PERMISSION: 'edit' } });
  const tool = (await listTools()).find(({ name }) => name === 'cli_upgrade');
  expect(tool?.annotations).toMatchObject({ readOnlyHint: true });
  const reply = await call('cli_upgrade', { cli: 'sample', target: '5.0.0', dryRun: false });
  expect(reply.structured).toMatchObject({ success: false, errorCategory: 'permission_exceeded' });
});
