import { expect, test } from 'vitest';
import { trustFolder } from './trust-folder.js';

test('takes nothing that runs from an untrusted folder, nor from those above it', () => {
  expect(trustFolder({ folderTrust: 'untrusted', cwd: '/work/project/packages' })).toMatchInlineSnapshot(`
    {
      "config": {
        "projects": {
          "/": {
            "trust_level": "untrusted",
          },
          "/work": {
            "trust_level": "untrusted",
          },
          "/work/project": {
            "trust_level": "untrusted",
          },
          "/work/project/packages": {
            "trust_level": "untrusted",
          },
        },
      },
      "policy": {
        "hooks": "ignored",
        "instructions": "used",
        "mcpServers": "ignored",
        "settings": "ignored",
      },
    }
  `);
});

test('carries out the word of a user who trusts the folder', () => {
  expect(trustFolder({ folderTrust: 'trusted', cwd: '/work/project' })).toMatchInlineSnapshot(`
    {
      "config": {
        "projects": {
          "/work/project": {
            "trust_level": "trusted",
          },
        },
      },
      "policy": {
        "hooks": "used",
        "instructions": "used",
        "mcpServers": "used",
        "settings": "used",
      },
    }
  `);
});

test.each([
  ['/', ['/']],
  ['/work/', ['/work/', '/work', '/']],
  [String.raw`C:\work\project`, [String.raw`C:\work\project`, String.raw`C:\work`, 'C:\\']],
])('names "%s" and each folder above it once', (cwd, folders) => {
  const { config } = trustFolder({ folderTrust: 'untrusted', cwd });
  expect(Object.keys(config['projects'] as object)).toEqual(folders);
});
