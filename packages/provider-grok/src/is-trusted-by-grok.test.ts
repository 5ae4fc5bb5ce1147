import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { isTrustedByGrok } from './is-trusted-by-grok.js';

/** As 1.0.41 writes it. */
function entry(folder: string, isTrusted: boolean): string {
  return `[folders.${folder}]\ntrusted = ${isTrusted}\ndecided_at = 1795384479\n`;
}

test.each([
  ['nothing', '', false],
  ['the folder', entry('"/work/project"', true), true],
  ['a folder above', entry('"/work"', true), true],
  ['the root', entry('"/"', true), true],
  ['another', entry('"/work/project-2"', true), false],
  ['a folder below', entry('"/work/project/sub"', true), false],
  ['the folder, and it was refused', entry('"/work/project"', false), false],
  ['one refused before one trusted', `${entry('"/work/project"', false)}\n${entry('"/else"', true)}`, false],
  ['one trusted after another', `${entry('"/else"', false)}\n${entry(`'/work/project'`, true)}`, true],
  ['an escaped name', entry(String.raw`"/w\u006Frk/project"`, true), true],
])('asked in /work/project, having been told of %s', async (_, text, isTrusted) => {
  const context = testContext({ files: { '/home/user/.grok/trusted_folders.toml': text } });
  expect(await isTrustedByGrok(context)).toBe(isTrusted);
});

test('looks where GROK_HOME points', async () => {
  const files = { '/elsewhere/trusted_folders.toml': entry('"/work/project"', true) };
  expect(await isTrustedByGrok(testContext({ files, env: { GROK_HOME: '/elsewhere' } }))).toBe(true);
});
