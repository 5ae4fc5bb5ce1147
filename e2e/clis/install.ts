import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { accountHome, cacheFolder } from './cache-folder.ts';
import { cliIds, isCliId, pinnedCli } from './pinned-cli.ts';
import type { CliId, PinnedCli } from './pinned-cli.ts';

export interface InstalledCli {
  readonly path: string;
  readonly version: string;
}

/** Installs the pinned version of a CLI from npm, once per machine, and says where its executable is. */
export async function installCli(id: CliId): Promise<InstalledCli> {
  const pin = pinnedCli(id);
  const folder = join(cacheFolder(), `${id}-${pin.version}`);
  const installed: InstalledCli = { path: executableIn(folder, id), version: pin.version };
  if (existsSync(installed.path)) return installed;

  await mkdir(cacheFolder(), { recursive: true });
  await removeAbandonedDrafts();
  const draft = await mkdtemp(join(cacheFolder(), draftPrefix));
  try {
    process.stderr.write(`e2e: installing ${pin.package}@${pin.version} …\n`);
    await installInto(draft, pin);
    await checkInstallation(draft, id, pin);
    await publish(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  process.stderr.write(`e2e: ${id} ${pin.version} is ready\n`);
  return installed;
}

const draftPrefix = '.draft-';
const abandonedAfterMs = 3_600_000;

function executableIn(folder: string, id: CliId): string {
  return join(folder, 'node_modules', '.bin', process.platform === 'win32' ? `${id}.cmd` : id);
}

async function removeAbandonedDrafts(): Promise<void> {
  for (const name of await readdir(cacheFolder())) {
    if (!name.startsWith(draftPrefix)) continue;
    const draft = join(cacheFolder(), name);
    // Another run may be publishing or removing this very draft; then there is nothing to do.
    const modified = await stat(draft).then(
      (found) => found.mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - modified > abandonedAfterMs) await rm(draft, { recursive: true, force: true });
  }
}

async function installInto(draft: string, pin: PinnedCli): Promise<void> {
  const manifest = {
    name: 'llm-gateway-e2e-cli',
    private: true,
    dependencies: { [pin.package]: pin.version },
    // Two of the CLIs put their binary in place in a postinstall script. npm 11 asks for this consent, later ones insist.
    allowScripts: { [pin.package]: true },
  };
  await writeFile(join(draft, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  // Each flag undoes a setting of the caller's npmrc under which these packages would come without their binary.
  const flags = [
    '--no-global',
    '--no-ignore-scripts',
    '--include=optional',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { exitCode, output } = await run('npm', ['install', '--prefix', draft, ...flags], draft);
  if (exitCode === 0) return;
  throw new Error(
    `npm could not install "${pin.package}@${pin.version}" (exit code ${exitCode}). Is the npm registry reachable?\n${output.trim()}`,
  );
}

async function checkInstallation(draft: string, id: CliId, pin: PinnedCli): Promise<void> {
  const manifest = await readFile(join(draft, 'node_modules', pin.package, 'package.json'), 'utf8').catch(() => '{}');
  // npm wrote this file; a missing version is reported below like a wrong one.
  const { version } = JSON.parse(manifest) as { version?: string };
  if (version !== pin.version)
    throw new Error(`npm installed "${pin.package}" ${version ?? 'without a manifest'} instead of ${pin.version}.`);
  // Some of them write into their home even for this.
  const home = join(draft, 'home');
  await mkdir(home);
  const homes = { HOME: home, GROK_HOME: home, CODEX_HOME: home };
  const { exitCode, output } = await run(executableIn(draft, id), ['--version'], draft, homes);
  await rm(home, { recursive: true, force: true });
  if (exitCode === 0 && output.includes(pin.version)) return;
  throw new Error(
    `"${id} --version" of the fresh installation answered "${output.trim()}" (exit code ${exitCode}) instead of ${pin.version}.`,
  );
}

/** One rename makes the installation visible, whole. When another run was quicker, its copy is as good as ours. */
async function publish(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    if (existsSync(join(folder, 'package.json'))) return;
    throw error;
  }
}

function run(
  file: string,
  args: readonly string[],
  cwd: string,
  environment: Record<string, string> = {},
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      // npm finds the caller's configuration and download cache through HOME, which a test may have replaced.
      env: { ...process.env, HOME: accountHome(), ...environment },
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', (error) => reject(new Error(`Cannot start "${file}": ${error.message}`, { cause: error })));
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? -1, output }));
  });
}

if (import.meta.main) {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !isCliId(name));
  if (unknown.length > 0) {
    process.stderr.write(`e2e: no CLI is called "${unknown.join('", "')}"; there are ${cliIds.join(', ')}\n`);
    process.exit(2);
  }
  try {
    for (const id of asked.length > 0 ? asked.filter(isCliId) : cliIds) {
      const { path, version } = await installCli(id);
      process.stdout.write(`${id} ${version} ${path}\n`);
    }
  } catch (error) {
    process.stderr.write(`e2e: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
