import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { checkLogin } from './check-login.js';

test.each([
  ['You are using XAI_API_KEY.', { state: 'logged-in', detail: 'API key in XAI_API_KEY' }],
  ['You are logged in with grok.com.', { state: 'logged-in', detail: 'login' }],
  [
    'You are not authenticated.',
    { state: 'logged-out', hint: 'Run `grok login`, or set XAI_API_KEY where the gateway starts.' },
  ],
  ['Something else.', { state: 'unknown' }],
])('%j', async (said, state) => {
  const stdout = `${said}\n\nDefault model: grok-4.6\n`;
  const context = testContext({ query: () => Promise.resolve({ stdout, stderr: '', exitCode: 0 }) });
  expect(await checkLogin(context)).toEqual(state);
});
