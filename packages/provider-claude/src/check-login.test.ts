import type { QueryResult } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { checkLogin } from './check-login.js';

function answering(status: object, exitCode: number): { query: () => Promise<QueryResult> } {
  return { query: () => Promise.resolve({ stdout: JSON.stringify(status), stderr: '', exitCode }) };
}

test.each([
  [{ authMethod: 'api_key', apiKeySource: 'ANTHROPIC_API_KEY' }, 'API key from ANTHROPIC_API_KEY'],
  [{ authMethod: 'oauth_token' }, 'token in the environment'],
  [{ authMethod: 'claude.ai' }, 'Claude subscription'],
  [{ authMethod: 'third_party', apiProvider: 'bedrock' }, 'bedrock'],
  [{ authMethod: 'api_key_helper' }, 'api_key_helper'],
])('logged in: %j', async (fields, detail) => {
  const context = testContext(answering({ loggedIn: true, ...fields }, 0));
  expect(await checkLogin(context)).toEqual({ state: 'logged-in', detail });
});

test('logged out, and what to do', async () => {
  expect(await checkLogin(testContext(answering({ loggedIn: false, authMethod: 'none' }, 1)))).toMatchInlineSnapshot(`
    {
      "hint": "Run \`claude auth login\`, or set ANTHROPIC_API_KEY.",
      "state": "logged-out",
    }
  `);
});

test('a CLI that says nothing useful leaves it open', async () => {
  expect(await checkLogin(testContext())).toEqual({ state: 'unknown' });
  expect(await checkLogin(testContext(answering({ loggedIn: true }, 1)))).toEqual({ state: 'unknown' });
});

test('a key that the folder brings does not count', async () => {
  let asked: readonly string[] = [];
  await checkLogin(
    testContext({
      query: (args) => {
        asked = args;
        return Promise.resolve({ stdout: '', stderr: '', exitCode: 1 });
      },
    }),
  );
  expect(asked).toEqual(['--setting-sources=user', 'auth', 'status']);
});
