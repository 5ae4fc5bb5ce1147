import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import createSampleProvider from '../../../../examples/provider-sample/src/index.js';
import { eventually, makeHome, openTestGateway } from '../../test-support/open-test-gateway.js';
import type { Gateway, Provider } from '../index.js';

/** A CLI in a throw-away prefix as npm makes one, and a package manager of a few lines of sh. */
interface Installed {
  readonly home: string;
  readonly file: string;
  readonly gateway: Gateway;
  /** How the package manager was called. */
  calls(): readonly string[];
}

const INSTALLS = `
case "$4" in
  *@broken) version='exit 3' ;;
  *) version="echo agent \${4#*@}" ;;
esac
printf '#!/bin/sh\\n%s\\n' "$version" >"$AGENT"
echo "changed 1 package"`;

async function install(
  packageManager: string,
  { environment = {}, provider = {} }: { environment?: Record<string, string>; provider?: Partial<Provider> } = {},
): Promise<Installed> {
  const home = makeHome();
  const [bin, package_] = [path.join(home, 'bin'), path.join(home, 'prefix/lib/node_modules/agent')];
  for (const folder of [bin, package_, path.join(home, 'prefix/bin')]) mkdirSync(folder, { recursive: true });
  const program = path.join(package_, 'cli');
  const file = path.join(home, 'prefix/bin/agent');
  write(program, 'echo agent 1.0.0');
  symlinkSync(program, file);
  write(path.join(bin, 'npm'), `echo "$@" >>"$HOME/calls"\n${packageManager}`);
  const { gateway } = await openTestGateway(
    { PATH: `${bin}:/usr/bin:/bin`, AGENT: program, ...environment },
    { home, provider: { ...agent(file), ...provider } },
  );
  const calls = (): readonly string[] => readFileSync(path.join(home, 'calls'), 'utf8').trimEnd().split('\n');
  return { home, file, gateway, calls };
}

function write(file: string, lines: string): void {
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
}

function agent(file: string): Provider {
  return {
    ...(createSampleProvider() as Provider),
    id: 'agent',
    displayName: 'Agent',
    executable: { names: ['no-such-name'], wellKnownPaths: [file], installHint: 'npm install --global agent' },
    planUpgrade: (target) => ({
      strategy: 'npm',
      commands: [{ file: 'npm', args: ['install', '--global', `agent@${target}`] }],
    }),
  };
}

test('a plan is data: nothing is run', async () => {
  const { gateway, home, file } = await install(INSTALLS);
  const plan = await gateway.upgrade('agent');
  expect(JSON.parse(JSON.stringify(plan).replaceAll(home, '~'))).toMatchInlineSnapshot(`
    {
      "commands": [
        {
          "args": [
            "install",
            "--prefix=~/prefix",
            "--global",
            "agent@latest",
          ],
          "file": "npm",
        },
      ],
      "displayName": "Agent",
      "from": "1.0.0",
      "installMethod": "npm",
      "message": "Agent 1.0.0 would be brought to "latest".",
      "path": "~/prefix/bin/agent",
      "provider": "agent",
      "status": "planned",
      "strategy": "npm",
      "target": "latest",
      "warnings": [],
      "wayBack": [
        {
          "args": [
            "install",
            "--prefix=~/prefix",
            "--global",
            "agent@1.0.0",
          ],
          "file": "npm",
        },
      ],
    }
  `);
  expect(readdirSync(home).toSorted()).toEqual(['bin', 'data', 'prefix']);
  expect(readFileSync(file, 'utf8')).toContain('1.0.0');
});

test('an upgrade is run, its output passed on and kept, and the CLI asked for its version', async () => {
  const { gateway, home, calls } = await install(INSTALLS);
  let shown = '';
  const report = await gateway.upgrade('agent', '2.0.0', { dryRun: false, onOutput: (text) => (shown += text) });
  expect(report).toMatchObject({
    status: 'upgraded',
    message: 'Agent 1.0.0 → 2.0.0.',
    from: '1.0.0',
    to: '2.0.0',
    exitCode: 0,
    output: 'changed 1 package\n',
  });
  expect(shown).toBe('changed 1 package\n');
  expect(calls()).toEqual([`install --prefix=${home}/prefix --global agent@2.0.0`]);
  const [version] = await gateway.versions('agent', { checkNewest: false });
  expect(version).toMatchObject({ version: '2.0.0', lastUpgrade: { status: 'upgraded' } });
  expect(readdirSync(path.join(home, 'data/upgrades')).toSorted()).toEqual(['agent.json', 'jobs']);
  expect(readdirSync(path.join(home, 'data/upgrades/jobs'))).toEqual([]);
});

test('an upgrade that fails says so, and that the CLI still works', async () => {
  const { gateway } = await install('echo "no such version" >&2; exit 7');
  expect(await gateway.upgrade('agent', '9.9.9', { dryRun: false })).toMatchObject({
    status: 'failed',
    message: 'Agent is still 1.0.0, but "npm" ended with exit code 7.',
    exitCode: 7,
    output: 'no such version\n',
  });
});

test('a new version that does not answer is said to be broken, with the way back', async () => {
  const { gateway, home } = await install(INSTALLS);
  const report = await gateway.upgrade('agent', 'broken', { dryRun: false });
  expect(report).toMatchObject({
    status: 'broken',
    message: 'Agent does not tell its version any more, after the upgrade from 1.0.0.',
    hint: `Go back: npm install --prefix=${home}/prefix --global agent@1.0.0`,
  });
  expect(report).not.toHaveProperty('to');
  expect(await gateway.upgrade('agent', '1.0.0', { dryRun: false })).toMatchObject({ status: 'upgraded', to: '1.0.0' });
});

test('a CLI that is gone after the upgrade is broken too', async () => {
  const { gateway } = await install('rm "$AGENT"');
  expect(await gateway.upgrade('agent', '2.0.0', { dryRun: false })).toMatchObject({ status: 'broken' });
});

test('a CLI that upgrades itself and breaks is brought back by installing it', async () => {
  const provider: Partial<Provider> = {
    planUpgrade: (target, { installation }) => ({
      strategy: 'self-update',
      commands: [{ file: installation.path, args: ['update', target] }],
    }),
  };
  const { gateway, file } = await install('exit 1', { provider });
  write(file, `[ "$1" = --version ] && { echo 1.0.0; exit; }; printf '#!/bin/sh\\nexit 1\\n' >"$AGENT"`);
  expect(await gateway.upgrade('agent', '2.0.0', { dryRun: false })).toMatchObject({
    status: 'broken',
    hint: 'Go back: npm install --global agent',
  });
});

test('commands that end well and bring another version than asked for have not worked', async () => {
  const { gateway } = await install('exit 0');
  expect(await gateway.upgrade('agent', '2.0.0', { dryRun: false })).toMatchObject({ status: 'failed', to: '1.0.0' });
  expect(await gateway.upgrade('agent', 'latest', { dryRun: false })).toMatchObject({
    status: 'unchanged',
    message: 'Agent is 1.0.0, as before.',
  });
});

test('an upgrade that hangs is stopped with everything that it started', async () => {
  const { gateway, home } = await install('sleep 300 & sleep 300');
  const report = await gateway.upgrade('agent', '2.0.0', { dryRun: false, timeoutMs: 300 });
  expect(report).toMatchObject({
    status: 'failed',
    message: 'Agent is still 1.0.0, but "npm" took too long and was stopped.',
    exitCode: null,
  });
  expect(readdirSync(path.join(home, 'data/upgrades/jobs'))).toEqual([]);
});

test('a person can stop an upgrade', async () => {
  const { gateway } = await install('echo started; sleep 300');
  const stop = new AbortController();
  const upgrade = gateway.upgrade('agent', '2.0.0', {
    dryRun: false,
    signal: stop.signal,
    onOutput: () => stop.abort(),
  });
  expect(await upgrade).toMatchObject({ status: 'failed', message: 'Agent is still 1.0.0, but "npm" was stopped.' });
});

test('one upgrade at a time: a second gateway is told, and sees it', async () => {
  const { gateway, home, file } = await install('echo started; while [ ! -e "$HOME/go" ]; do sleep 0.02; done');
  const other = await openTestGateway({}, { home, provider: agent(file) });
  let second: Promise<unknown> | undefined;
  const first = gateway.upgrade('agent', '2.0.0', {
    dryRun: false,
    onOutput: () => {
      second ??= other.gateway.upgrade('agent', '3.0.0', { dryRun: false }).catch((error: unknown) => error);
    },
  });
  await eventually(
    () => second,
    (started) => started !== undefined,
  );
  expect(await second).toMatchObject({ code: 'upgrade_running', retryable: true });
  const [seen] = await other.gateway.versions('agent', { checkNewest: false });
  expect(seen?.lastUpgrade).toMatchObject({ status: 'running', target: '2.0.0' });
  writeFileSync(path.join(home, 'go'), '');
  await first;
});

test('what a gateway that was killed left behind is cleared away, and its upgrade said to be interrupted', async () => {
  const { gateway, home } = await install(INSTALLS);
  await gateway.upgrade('agent', '1.0.0', { dryRun: false });
  const folder = path.join(home, 'data/upgrades');
  const file = path.join(folder, 'agent.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"unchanged"', '"running"'));
  writeFileSync(
    path.join(folder, 'upgrade.lock'),
    JSON.stringify({ provider: 'agent', pid: 0, token: '1', runId: 'x' }),
  );
  mkdirSync(path.join(folder, 'jobs/x'), { recursive: true });
  expect(await gateway.versions('agent', { checkNewest: false })).toMatchObject([
    { lastUpgrade: { status: 'interrupted', message: 'The gateway ended before the upgrade of Agent did.' } },
  ]);
  expect(await gateway.upgrade('agent', '2.0.0', { dryRun: false })).toMatchObject({ status: 'upgraded' });
  expect(readdirSync(folder).toSorted()).toEqual(['agent.json', 'jobs']);
  expect(readdirSync(path.join(folder, 'jobs'))).toEqual([]);
});

test('secrets that a package manager prints are not kept', async () => {
  const { gateway, home } = await install('echo "//registry/:_authToken=npm_0123456789abcdefghij"');
  const report = await gateway.upgrade('agent', 'latest', { dryRun: false });
  expect(report.output).not.toContain('0123456789abcdefghij');
  expect(readFileSync(path.join(home, 'data/upgrades/agent.json'), 'utf8')).not.toContain('0123456789abcdefghij');
});

test('below the full permission an upgrade is only planned', async () => {
  const { gateway } = await install(INSTALLS, { environment: { LLM_GATEWAY_MAX_PERMISSION: 'edit' } });
  expect(await gateway.upgrade('agent')).toMatchObject({ status: 'planned' });
  await expect(gateway.upgrade('agent', 'latest', { dryRun: false })).rejects.toMatchObject({
    code: 'permission_exceeded',
  });
});

test('an upgrade that only a person can do is described and not run', async () => {
  const provider: Partial<Provider> = {
    planUpgrade: () => ({ strategy: 'manual', commands: [], note: 'Ask your administrator.' }),
  };
  const { gateway } = await install(INSTALLS, { provider });
  expect(await gateway.upgrade('agent')).toMatchObject({ status: 'manual', note: 'Ask your administrator.' });
  await expect(gateway.upgrade('agent', 'latest', { dryRun: false })).rejects.toMatchObject({
    message: 'Agent 1.0.0 has to be upgraded by hand.',
    hint: 'Ask your administrator.',
  });
});

test('a CLI that is too old for a request can still be upgraded', async () => {
  const executable = { names: ['agent'], minVersion: '1.5.0', installHint: 'npm install --global agent' };
  const { gateway, home } = await install(INSTALLS, { provider: { executable } });
  const { gateway: other } = await openTestGateway(
    {
      PATH: `${home}/prefix/bin:${home}/bin:/usr/bin:/bin`,
      AGENT: path.join(home, 'prefix/lib/node_modules/agent/cli'),
    },
    { home, provider: { ...agent(''), executable } },
  );
  expect(await gateway.versions('agent', { checkNewest: false })).toMatchObject([{ installed: false }]);
  expect(await other.versions('agent', { checkNewest: false })).toMatchObject([
    { installed: true, version: '1.0.0', problem: 'Agent 1.0.0 is too old; 1.5.0 is needed.' },
  ]);
  expect(await other.upgrade('agent', '2.0.0', { dryRun: false })).toMatchObject({ status: 'upgraded', warnings: [] });
  expect(await other.upgrade('agent', '1.2.0', { dryRun: false })).toMatchObject({
    warnings: ['The gateway needs 1.5.0 at least and will refuse to ask 1.2.0.'],
  });
});

test('what is newer is said where it is known', async () => {
  const { gateway } = await install('echo 1.4.0');
  expect(await gateway.versions()).toMatchObject([
    { version: '1.0.0', newest: '1.4.0', updateAvailable: 'yes', installMethod: 'npm', canUpgrade: true },
  ]);
  const offline = await install('exit 1');
  const [version] = await offline.gateway.versions();
  expect(version).toMatchObject({ version: '1.0.0', updateAvailable: 'unknown' });
  expect(version).not.toHaveProperty('newest');
});
