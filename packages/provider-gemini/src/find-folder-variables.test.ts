import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { findFolderVariables } from './find-folder-variables.js';

test('finds the names in the .env files of the folder and of those above it', async () => {
  const context = testContext({
    cwd: '/work/project',
    files: {
      '/work/project/.gemini/.env': 'HTTPS_PROXY=http://proxy:1\n  export   LD_PRELOAD = x.so\nSPLIT\n=1\r\nYAML: 2',
      '/work/.env': 'NODE_OPTIONS="--import x"',
      '/.env': 'ROOT=1',
    },
  });
  expect(await findFolderVariables(context)).toEqual([
    'HTTPS_PROXY',
    'http',
    'proxy',
    'LD_PRELOAD',
    'SPLIT',
    'YAML',
    'NODE_OPTIONS',
    'ROOT',
  ]);
});

test('leaves the files of the home folder to their user', async () => {
  const files = { '/home/user/.gemini/.env': 'GEMINI_API_KEY=1', '/home/user/.env': 'OTHER=1' };
  expect(await findFolderVariables(testContext({ cwd: '/home/user/project', files }))).toEqual([]);
  expect(await findFolderVariables(testContext({ cwd: '/home/user/', files }))).toEqual([]);
});

test('a variable that is set already cannot be replaced by the folder', async () => {
  const files = { '/work/project/.env': 'GEMINI_API_KEY=theirs' };
  expect(await findFolderVariables(testContext({ env: { GEMINI_API_KEY: 'mine' }, files }))).toEqual([]);
});

test('does not vouch for a file that is too large to be read whole', async () => {
  const files = { '/work/project/.env': `A=${'ä'.repeat(200_000)}` };
  expect(await findFolderVariables(testContext({ files }))).toBe('unknown');
});

test('walks up Windows folders', async () => {
  const files = { 'C:/work/.gemini/.env': 'A=1' };
  const context = testContext({
    cwd: String.raw`C:\work\project`,
    homeDir: String.raw`D:\home`,
    platform: 'win32',
    files,
  });
  expect(await findFolderVariables(context)).toEqual(['A']);
});
