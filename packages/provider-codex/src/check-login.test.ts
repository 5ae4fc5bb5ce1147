import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { checkLogin } from './check-login.js';

// `codex login status` of 0.169.0 answers on stderr.
const status = (stderr: string, exitCode: number) => ({
  query: () => Promise.resolve({ stdout: '', stderr, exitCode }),
});

test('sees a key in the environment, of which Codex itself does not tell', async () => {
  expect(
    await checkLogin(testContext({ ...status('Not logged in\n', 1), env: { CODEX_API_KEY: 'sk-secret' } })),
  ).toEqual({
    state: 'logged-in',
    detail: 'API key in CODEX_API_KEY',
  });
});

test.each([
  ['Logged in using ChatGPT\n', 'ChatGPT'],
  ['Logged in using access token\n', 'access token'],
  ['API key configured - ***\nAuthentication is checked when you send a request.\n', 'API key'],
  ['Something new\n', undefined],
])('knows the login from %j', async (stderr, detail) => {
  const expected = { state: 'logged-in', ...(detail !== undefined && { detail }) };
  expect(await checkLogin(testContext(status(stderr, 0)))).toEqual(expected);
});

test('says how to log in', async () => {
  expect(await checkLogin(testContext(status('Not logged in\n', 1)))).toEqual({
    state: 'logged-out',
    hint: 'Run `codex login`.',
  });
});

test('knows nothing of the login of a provider of the user', async () => {
  const files = { '/home/user/.codex/config.toml': 'model = "m"\nmodel_provider = "company"\n' };
  expect((await checkLogin(testContext({ ...status('Not logged in\n', 1), files }))).state).toBe('unknown');
});

test('knows nothing when Codex does not answer', async () => {
  expect(await checkLogin(testContext(status('', 1)))).toEqual({ state: 'unknown' });
});
