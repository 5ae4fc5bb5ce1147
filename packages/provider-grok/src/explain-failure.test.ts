import { expect, test } from 'vitest';
import { describeFailure, explainFailure } from './explain-failure.js';

/** What 1.0.41 prints on stderr. */
const endings: readonly (readonly [string, string | undefined])[] = [
  ["error: unexpected argument '--nope' found\n\n  tip: a similar argument exists: '--no-plan'\n", 'cli_too_old'],
  ["error: invalid value 'x' for '--permission-mode <MODE>'\n", 'cli_too_old'],
  [
    'Session "01a2" not found locally, restoring conversation from remote...\nError: Failed to authenticate for session restore: error sending request for url (https://auth.x.ai/.well-known/openid-configuration)\n',
    'session_not_found',
  ],
  ["Error: No session found for current directory. Use 'grok' to start a new session.\n", 'session_not_found'],
  ['error: this sandbox could not enforce its deny list on Linux: bwrap exec failed\n', 'cli_error'],
  ['Error: --prompt-file: prompt is empty\n', 'invalid_request'],
  ["error: failed to load agent profile '/x/agent.md': failed to parse agent definition\n", 'invalid_request'],
  ['Error: --deny "Edit(a": malformed rule: missing closing parenthesis\n', 'invalid_request'],
  ['', undefined],
  ['thread panicked\n', undefined],
];

test.each(endings)('%j', (stderr, code) => {
  expect(explainFailure({ exitCode: 1, signal: null, stderr, stdout: '' })?.code).toBe(code);
});

/** What stands in `errors` of the result. */
const errors: readonly (readonly [string, string])[] = [
  ['Not signed in. To authenticate without a browser, run:\n  grok login --device-code', 'auth_required'],
  ['Internal error: "Unauthorized (401) from https://api.x.ai/v1/responses: bad key"', 'auth_required'],
  ['Internal error: {\n  "message": "API error (status 403 Forbidden): no",\n  "http_status": 403\n}', 'auth_required'],
  ['Internal error: {\n  "message": "API error (status 402 Payment Required): no credits"}', 'rate_limited'],
  ['rate_limit_error: slow down', 'rate_limited'],
  ['Internal error: {\n  "message": "API error (status 529 <unknown status code>): busy"}', 'overloaded'],
  [
    'Internal error: "reqwest error stream: error sending request for url (https://api.x.ai/v1/responses)"',
    'network_error',
  ],
  ['Internal error: "reqwest error stream: Transport error: error decoding response body"', 'network_error'],
  ['The model stopped responding after 10s.', 'network_error'],
  [
    `Couldn't set model 'x': Invalid params: "unknown model id". Run 'grok models' to see available models.`,
    'model_not_found',
  ],
  ['API error (status 404 Not Found): The model x does not exist', 'model_not_found'],
  ['API error (status 404 Not Found): no such path', 'cli_error'],
  ['Internal error: {\n  "message": "API error (status 413 Payload Too Large): too big"}', 'context_overflow'],
  ['Reached the maximum number of turns\nerror_max_turns', 'limit_reached'],
  ['Internal error: {\n  "message": "response truncated by max_tokens"}', 'limit_reached'],
  ['The model refused to continue', 'refused'],
  ['cancelled', 'cli_error'],
];

test.each(errors)('%j', (text, code) => {
  expect(describeFailure(text).code).toBe(code);
});

test('says how long to wait, where Grok passes that on', () => {
  expect(describeFailure('rate_limit_error: Please try again in 11.5s')).toMatchObject({ retryAfterMs: 11_500 });
});

test('says which efforts the model has', () => {
  const text = "--effort/--reasoning-effort: unknown effort level 'max'; use one of: xhigh, high, medium, low";
  expect(describeFailure(text)).toMatchInlineSnapshot(`
    {
      "code": "invalid_request",
      "message": "The model has no effort "max"; it has xhigh, high, medium, low.",
    }
  `);
});
