import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeHome } from '../../test-support/open-test-gateway.js';
import { createFindNewest, packageIn } from './find-newest.js';

test.each([
  ['npm install --global @some/cli', '@some/cli'],
  ['npm i -g some-cli@latest', 'some-cli'],
  ['brew install some-cli', undefined],
  ['npm install --global @some/cli && rm -rf x', undefined],
  ['npm install --global https://example.com/x.tgz', undefined],
  ['It comes with the example.', undefined],
])('"%s" names the package %s', (hint, name) => {
  expect(packageIn(hint)).toBe(name);
});

const provider = { executable: { names: ['x'], installHint: 'npm install --global @some/cli' } };

/** An npm that does what the lines say, alone on PATH. */
function environmentWith(npm: string): { env: Record<string, string>; folder: string } {
  const folder = makeHome();
  writeFileSync(path.join(folder, 'npm'), `#!/bin/sh\n${npm}\n`);
  chmodSync(path.join(folder, 'npm'), 0o755);
  return { env: { PATH: `${folder}:/usr/bin:/bin`, HOME: folder }, folder };
}

test('the machine’s own npm is asked, once', async () => {
  const { env, folder } = environmentWith('echo "$@" >>"$HOME/calls"; echo 2.0.1');
  const findNewest = createFindNewest(env, folder);
  expect([await findNewest(provider), await findNewest(provider)]).toEqual(['2.0.1', '2.0.1']);
  expect(readFileSync(path.join(folder, 'calls'), 'utf8')).toBe(
    'view --fetch-retries=0 --no-update-notifier @some/cli@latest version\n',
  );
});

test.each([
  ['fails', 'echo 9.9.9; exit 1'],
  ['says nothing of use', 'echo hello'],
])('an npm that %s leaves it unknown', async (_, lines) => {
  const { env, folder } = environmentWith(lines);
  expect(await createFindNewest(env, folder)(provider)).toBeUndefined();
});
