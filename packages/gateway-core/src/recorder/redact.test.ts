import { expect, test } from 'vitest';
import { rememberSecrets } from './known-secrets.js';
import { redact, redactJson } from './redact.js';

// Put together at run time, so that no scanner takes this file for a leak.
const key = (prefix: string, length = 40): string => prefix + 'a1B2c3D4e5'.repeat(10).slice(0, length);

test.each([
  ['an Anthropic key', key('sk-ant-api03-')],
  ['an OpenAI key', key('sk-proj-')],
  ['a Google key', key('AIza', 35)],
  ['an xAI key', key('xai-')],
  ['a GitHub token', key('ghp_', 36)],
  ['an AWS key id', ['AKIA', 'ABCDEFGHIJKLMNOP'].join('')],
  ['a bearer token', `Authorization: Bearer ${key('')}`],
  ['a JSON web token', `${key('eyJ')}.${key('')}.${key('')}`],
  ['a private key', ['-----BEGIN', 'PRIVATE KEY-----', key(''), '-----END', 'PRIVATE KEY-----'].join(' ')],
  ['a line of an environment file', `DATABASE_PASSWORD=${key('', 12)}`],
  ['a quoted value of an environment file', `export CLIENT_SECRET="two words ${key('', 12)}"`],
  ['a line in small letters', `db_password=${key('', 12)}`],
  ['a newer Google key', key('AQ.', 35)],
  ['a Google access token', key('ya29.')],
  [
    'a PGP key',
    ['-----BEGIN PGP', 'PRIVATE KEY BLOCK-----', key(''), '-----END PGP', 'PRIVATE KEY BLOCK-----'].join(' '),
  ],
  ['a quoted value', `{"api_key": "${key('', 20)}"}`],
  ['a password in an address', `postgres://user:${key('', 12)}@localhost/db`],
])('%s is not written', (_, secret) => {
  const redacted = redact(`before ${secret} after`);
  expect(redacted).toMatch(/^before .*\[redacted\].* after$/s);
  expect(redacted).not.toContain('a1B2c3D4e5');
  expect(redacted).not.toContain('ABCDEFGHIJKLMNOP');
});

test.each([
  'max_tokens: 200000',
  'MAX_TOKENS=200000',
  'const token = readToken();',
  'token=readToken()',
  'the secret of good tests',
  'a key: value pair',
])('leaves "%s" as it is', (text) => {
  expect(redact(text)).toBe(text);
});

test('a value of the environment whose name says that it is secret is known wherever it appears', () => {
  rememberSecrets(
    { DEPLOY_TOKEN: 'correct-horse', KEY: 'short', SSH_KEY: '/home/user/.ssh/id', EDITOR: 'emacs-nox-29' },
    {
      tracker: {
        url: 'https://tracker.example',
        headers: { authorization: 'battery-staple', 'x-team': 'core-and-more' },
      },
    },
  );
  expect(redact('correct-horse short /home/user/.ssh/id emacs-nox-29 battery-staple core-and-more')).toBe(
    '[redacted] short /home/user/.ssh/id emacs-nox-29 [redacted] core-and-more',
  );
});

test('structured values stay valid, and lose what stands under the name of a secret', () => {
  expect(
    redactJson({ line: 'API_KEY=a1b2c3d4"', nested: [{ apiKey: 'a1b2c3d4', tokens: 12, text: key('sk-') }] }),
  ).toEqual({ line: 'API_KEY=[redacted]"', nested: [{ apiKey: '[redacted]', tokens: 12, text: 'sk-[redacted]' }] });
});
