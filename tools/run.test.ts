import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';

// Node.js is the one that runs this test, which is suitable; npm and pnpm are shell scripts that tell what they were asked.
const onPosix = test.skipIf(process.platform === 'win32');

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

onPosix('installs, then runs the script with the pnpm that is there', async () => {
  const { stdout, stderr, code } = await runIn(workspace({ pnpm: `echo 12.3.4 "$@"` }), ['check', 'a b', '--json']);
  expect({ stdout, code }).toEqual({ stdout: '12.3.4 --silent run check a b --json\n', code: 0 });
  expect(stderr).toMatchInlineSnapshot(`
    "llm-gateway: Installing what the workspace needs (first run only)
    12.3.4 install --trust-lockfile --loglevel=warn
    "
  `);
});

onPosix('gets its own pnpm where the one that is there is too old', async () => {
  const root = workspace({
    pnpm: 'echo 9.0.0',
    npm: String.raw`mkdir -p node_modules/.bin && printf '#!/bin/sh\necho own pnpm "$@"\n' > node_modules/.bin/pnpm && chmod +x node_modules/.bin/pnpm`,
  });
  const first = await runIn(root, ['main']);
  expect(first).toMatchObject({ stdout: 'own pnpm --silent run main\n', code: 0 });
  expect(first.stderr).toContain('Getting pnpm@12.21.0 into .toolchain/ (first run only)');
  const second = await runIn(root, ['main']);
  expect(second.stderr).not.toContain('Getting');
});

onPosix('says what to do when npm cannot get what is missing', async () => {
  const { stderr, code } = await runIn(workspace({ pnpm: 'exit 1', npm: 'exit 1' }), ['main']);
  expect(code).toBe(1);
  expect(stderr).toContain('Put Node.js 22.18+, 24.11+ or 26+ and pnpm 12.21.0 on PATH and run this again.');
});

onPosix('does not run the script when the installation fails', async () => {
  const { stdout, code } = await runIn(workspace({ pnpm: `echo 12.0.0; [ "$1" != install ]` }), ['check']);
  expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
});

onPosix("ends with the script's own exit code", async () => {
  const { code } = await runIn(workspace({ pnpm: `echo 12.0.0; [ "$2" = run ] && exit 7 || exit 0` }), ['check']);
  expect(code).toBe(7);
});

/** A folder with the real `run.mjs` and these programs, each the body of a shell script. */
function workspace(programs: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'llm-gateway-run-'));
  folders.push(root);
  mkdirSync(path.join(root, 'tools'));
  mkdirSync(path.join(root, 'bin'));
  copyFileSync(path.join(import.meta.dirname, 'run.mjs'), path.join(root, 'tools', 'run.mjs'));
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ packageManager: 'pnpm@12.21.0' }));
  symlinkSync(process.execPath, path.join(root, 'bin', 'node'));
  for (const [name, body] of Object.entries(programs)) {
    const file = path.join(root, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
  }
  return root;
}

function runIn(
  root: string,
  args: readonly string[],
): Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number | null }> {
  const env = { HOME: root, PATH: `${path.join(root, 'bin')}:/usr/bin:/bin` };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [path.join(root, 'tools', 'run.mjs'), ...args],
      { env },
      (_, stdout, stderr) => resolve({ stdout, stderr, code: child.exitCode }),
    );
  });
}
