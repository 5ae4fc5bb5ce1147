import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { checkLogin } from './check-login.js';

const settings = (selectedType: string): Record<string, string> => ({
  '/home/user/.gemini/settings.json': JSON.stringify({ security: { auth: { selectedType } } }),
});

test('a key in the environment is a login', async () => {
  expect(await checkLogin(testContext({ env: { GEMINI_API_KEY: 'x' } }))).toEqual({
    state: 'logged-in',
    detail: 'API key in GEMINI_API_KEY',
  });
});

test("a key in Gemini CLI's own .env file is a login", async () => {
  const files = { ...settings('gemini-api-key'), '/home/user/.gemini/.env': 'A=1\nexport GEMINI_API_KEY="x"\n' };
  expect(await checkLogin(testContext({ files }))).toMatchObject({ state: 'logged-in' });
});

test('a Google account is known by its token file', async () => {
  const files = { ...settings('oauth-personal'), '/home/user/.gemini/oauth_creds.json': '{}' };
  expect(await checkLogin(testContext({ files }))).toEqual({ state: 'logged-in', detail: 'Google account' });
});

test('what lies in a keychain cannot be known', async () => {
  expect(await checkLogin(testContext({ files: settings('oauth-personal') }))).toMatchObject({ state: 'unknown' });
  expect(await checkLogin(testContext({ files: settings('gemini-api-key') }))).toMatchObject({ state: 'unknown' });
});

test('Vertex AI needs a key, or a project and a place', async () => {
  const env = { GOOGLE_GENAI_USE_VERTEXAI: 'true', GOOGLE_CLOUD_PROJECT: 'p' };
  expect(await checkLogin(testContext({ env }))).toMatchObject({ state: 'logged-out' });
  expect(await checkLogin(testContext({ env: { ...env, GOOGLE_CLOUD_LOCATION: 'l' } }))).toEqual({
    state: 'logged-in',
    detail: 'Vertex AI',
  });
});

test('without any of it nobody is logged in', async () => {
  expect(await checkLogin(testContext())).toMatchInlineSnapshot(`
    {
      "hint": "Run \`gemini\` and sign in, or set GEMINI_API_KEY.",
      "state": "logged-out",
    }
  `);
});
