import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Builds the server, the providers and the examples where a source is newer than what was built. False: a build failed. */
export async function buildWhatIsStale() {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'packages/mcp-server/package.json'), 'utf8'));
  const providers = Object.keys(dependencies).flatMap((name) => /^@llm-gateway\/(provider-.+)/.exec(name)?.[1] ?? []);
  const folders = ['mcp-server', ...providers].map((name) => `packages/${name}`).concat('examples/provider-sample');
  const stale = folders.filter(isStale);
  if (stale.length === 0) return true;
  process.stderr.write(`Building ${stale.map((folder) => path.basename(folder)).join(', ')}\n`);
  return (await Promise.all(stale.map(build))).every(Boolean);
}

function isStale(folder) {
  // The core is bundled into the server.
  const sources = [folder, ...(folder === 'packages/mcp-server' ? ['packages/gateway-core'] : [])].flatMap((name) =>
    globSync(['src/**/*.ts', 'package.json', 'tsup.config.ts'], {
      cwd: path.join(root, name),
      exclude: (file) => file.endsWith('.test.ts'),
    }).map((file) => path.join(root, name, file)),
  );
  const built = globSync('dist/*.js', { cwd: path.join(root, folder) }).map((file) => path.join(root, folder, file));
  return built.length === 0 || newest(sources) > Math.min(...built.map(modifiedAt));
}

function newest(files) {
  return Math.max(...files.map(modifiedAt));
}

function modifiedAt(file) {
  return statSync(file).mtimeMs;
}

/** Without pnpm in between, which would cost half a second each. */
function build(folder) {
  const manifest = createRequire(path.join(root, 'package.json')).resolve('tsup/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  const tsup = path.join(path.dirname(manifest), typeof bin === 'string' ? bin : bin.tsup);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [tsup, '--silent'], {
      cwd: path.join(root, folder),
      stdio: ['ignore', 2, 2],
    });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0 && existsSync(path.join(root, folder, 'dist'))));
  });
}
