// Proves the packages as a user gets them: built, packed, linted, installed with npm in an empty folder and started there.
//
//   pnpm run check:packages            builds first
//   pnpm run check:packages --built    takes what is built
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const place = realpathSync(mkdtempSync(path.join(tmpdir(), 'llm-gateway-packages-')));
const problems = [];

try {
  if (!process.argv.includes('--built')) step('build', () => run('pnpm', ['run', 'build'], { cwd: root }));
  const packages = publishable().map(pack);
  for (const { name, tarball, files, hasEntries } of packages) {
    step(`${name}: contents`, () => assertContents(files, hasEntries));
    step(`${name}: publint`, () => run(tool('publint'), ['run', tarball, '--strict']));
    // A package of executables alone has no types to be wrong.
    if (hasEntries) step(`${name}: types`, () => run(tool('attw'), [tarball, '--profile', 'esm-only', '--no-emoji']));
  }
  const consumer = path.join(place, 'consumer');
  step('npm install of the tarballs', () => install(consumer, packages));
  step('the installed libraries can be imported', () => importAll(consumer, packages));
  step('llm-gateway --version', () => assertVersion(consumer));
  step('llm-gateway doctor --json', () => assertDoctor(consumer));
  step('an MCP client lists the tools', () => assertServes(consumer));
  checkOldNode(consumer);
} finally {
  rmSync(place, { recursive: true, force: true });
}

console.log(problems.length === 0 ? '\nAll packages are fit to publish.' : `\n${problems.length} of these went wrong.`);
process.exitCode = problems.length === 0 ? 0 : 1;

function step(name, check) {
  const since = performance.now();
  try {
    check();
    console.log(`✓ ${name} (${Math.round(performance.now() - since)} ms)`);
  } catch (error) {
    problems.push(name);
    console.error(`✗ ${name}\n${String(error.message).replaceAll(/^/gm, '    ')}`);
  }
}

function publishable() {
  return globSync('packages/*/package.json', { cwd: root })
    .toSorted()
    .map((file) => ({ folder: path.join(root, path.dirname(file)), manifest: readJson(path.join(root, file)) }))
    .filter(({ manifest }) => manifest.private !== true);
}

function pack({ folder, manifest }) {
  const packed = JSON.parse(run('pnpm', ['pack', '--json', '--pack-destination', place], { cwd: folder }).stdout);
  const entries = Object.keys(manifest.exports ?? {}).filter((entry) => entry !== './package.json');
  return {
    name: manifest.name,
    tarball: packed.filename,
    files: packed.files.map((file) => file.path),
    hasEntries: entries.length > 0,
    imports: entries.map((entry) => path.posix.join(manifest.name, entry)),
  };
}

function assertContents(files, hasEntries) {
  const useless = hasEntries ? /\.tsbuildinfo$|\.test\./ : /\.tsbuildinfo$|\.test\.|\.d\.ts$/;
  const stray = files.filter((file) => useless.test(file));
  if (stray.length > 0) throw new Error(`Nobody needs ${stray.join(', ')}: exclude it in "files" of package.json.`);
  const missing = ['README.md', 'LICENSE'].filter((name) => !files.includes(name));
  if (missing.length > 0) throw new Error(`${missing.join(' and ')} is not in the package.`);
}

function install(folder, packages) {
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages.map(({ tarball }) => tarball)];
  run('npm', args, { cwd: folder });
}

function importAll(folder, packages) {
  const lines = packages.flatMap(({ imports }) => imports).map((name) => `await import(${JSON.stringify(name)});`);
  run(process.execPath, ['--input-type=module', '--eval', lines.join('\n')], { cwd: folder });
}

function assertVersion(folder) {
  const { version } = readJson(path.join(serverOf(folder), 'package.json'));
  const { stdout } = start(folder, ['--version']);
  if (stdout !== `${version}\n`) throw new Error(`It printed ${JSON.stringify(stdout)}, not ${version}.`);
}

/** Every provider that the server depends on is loaded from where npm put it. That no CLI is installed is fine. */
function assertDoctor(folder) {
  const { dependencies } = readJson(path.join(serverOf(folder), 'package.json'));
  const wanted = Object.keys(dependencies).flatMap((name) => /\/provider-(.+)$/.exec(name)?.[1] ?? []);
  const report = JSON.parse(start(folder, ['doctor', '--json'], { codes: [0, 1] }).stdout);
  const loaded = report.providers.map(({ id }) => id);
  if (report.failures.length > 0) throw new Error(JSON.stringify(report.failures, undefined, 2));
  if (wanted.toSorted().join() !== loaded.toSorted().join())
    throw new Error(`It loaded ${loaded.join()}, not ${wanted.join()}.`);
}

function assertServes(folder) {
  const initialize = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'check', version: '1' } };
  const messages = [
    { id: 1, method: 'initialize', params: initialize },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/list' },
  ];
  const input = messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');
  const replies = start(folder, [], { input })
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const tools = replies.find(({ id }) => id === 2)?.result?.tools ?? [];
  if (!tools.some(({ name }) => name.endsWith('_request'))) throw new Error(`It listed ${JSON.stringify(tools)}.`);
}

/** A Node.js below `engines` gets a sentence instead of a crash. */
function checkOldNode(folder) {
  const old = nodesOnPath().find(({ version }) => isTooOld(version));
  if (old === undefined) {
    console.log('- too old a Node.js gets a sentence: skipped, there is none on PATH');
    return;
  }
  step(`Node.js ${old.version} gets a sentence`, () => {
    const { stderr } = start(folder, ['--version'], { node: old.file, codes: [1] });
    if (!stderr.startsWith('llm-gateway needs Node.js 22.14 or newer')) throw new Error(`It printed: ${stderr}`);
  });
}

function nodesOnPath() {
  const folders = [...new Set((process.env.PATH ?? '').split(path.delimiter))];
  return folders.flatMap((folder) => {
    const file = path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
    const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
    return status === 0 ? [{ file, version: stdout.trim().slice(1) }] : [];
  });
}

function isTooOld(version) {
  const [major, minor] = version.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 14);
}

/** Starts the installed executable as a user without any history would. */
function start(folder, args, { node = process.execPath, ...options } = {}) {
  const home = path.join(place, 'home');
  const env = { PATH: process.env.PATH, HOME: home, LLM_GATEWAY_HOME: path.join(home, 'data') };
  const { bin } = readJson(path.join(serverOf(folder), 'package.json'));
  return run(node, [path.join(serverOf(folder), bin['llm-gateway']), ...args], { cwd: folder, env, ...options });
}

function serverOf(folder) {
  return path.join(folder, 'node_modules', '@llm-gateway', 'mcp-server');
}

function tool(name) {
  return path.join(root, 'node_modules', '.bin', name);
}

function run(file, args, { codes = [0], ...options } = {}) {
  const shell = process.platform === 'win32' && !path.isAbsolute(file);
  const result = spawnSync(file, args, { encoding: 'utf8', timeout: 180_000, shell, ...options });
  if (result.error) throw result.error;
  if (codes.includes(result.status)) return result;
  throw new Error(
    `${path.basename(file)} ${args[0] ?? ''} ended with ${result.status ?? result.signal}.\n${result.stdout}${result.stderr}`,
  );
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
