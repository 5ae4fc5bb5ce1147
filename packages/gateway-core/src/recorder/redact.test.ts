import { expect, test } from 'vitest';
import { redact } from './redact.js';

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
  'the secret of good tests',
  'a key: value pair',
])('leaves "%s" as it is', (text) => {
  expect(redact(text)).toBe(text);
});
