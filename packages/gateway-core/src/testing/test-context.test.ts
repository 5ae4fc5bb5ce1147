import { expect, test } from 'vitest';
import { testContext } from './test-context.js';

test('knows nothing by itself', async () => {
  const { query, readTextFile, listFolder, env } = testContext();
  expect(await query(['models'])).toEqual({ stdout: '', stderr: '', exitCode: 1 });
  expect(await readTextFile('/home/user/.tiny/config.json')).toBeUndefined();
  expect(await listFolder('/home/user')).toEqual([]);
  expect(env).toEqual({});
});

test('shows the files it was given, newest first', async () => {
  const context = testContext({
    files: { '/home/user/.tiny/sessions/b.json': 'wörd', '/home/user/.tiny/config.json': '{}' },
    installation: { method: 'homebrew' },
  });
  expect(await context.listFolder('/home/user/.tiny')).toEqual([
    {
      name: 'sessions',
      path: '/home/user/.tiny/sessions',
      kind: 'folder',
      bytes: 5,
      modifiedAt: '2026-01-01T00:00:00.000Z',
    },
    {
      name: 'config.json',
      path: '/home/user/.tiny/config.json',
      kind: 'file',
      bytes: 2,
      modifiedAt: '2025-12-31T23:59:00.000Z',
    },
  ]);
  expect(await context.readTextFile('/home/user/.tiny/config.json')).toBe('{}');
  expect(await context.readTextFile('/home/user/.tiny/sessions/b.json', { maxBytes: 1 })).toBe('w');
  expect(context.installation).toMatchObject({ method: 'homebrew', version: '1.2.3' });
});
