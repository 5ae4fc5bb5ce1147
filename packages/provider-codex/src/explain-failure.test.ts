import type { FailureReason, ProcessFailure } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { describeFailure, explainFailure } from './explain-failure.js';

const explain = (failure: Partial<ProcessFailure>): FailureReason | undefined =>
  explainFailure({ exitCode: 1, signal: null, stdout: '', stderr: '', ...failure });

// Each message is one that 0.169.0 printed for a failed turn.
test.each([
  [
    'auth_required',
    'unexpected status 401 Unauthorized: Incorrect API key provided: dum*my., url: https://api.example.com/v1/responses, request id: req_1',
  ],
  ['auth_required', 'Your access token could not be refreshed. Please log out and sign in again.'],
  ['auth_required', 'Missing environment variable: `COMPANY_KEY`.'],
  ['auth_required', 'To use Codex with your ChatGPT plan, upgrade to Plus: https://chatgpt.com/explore/plus.'],
  [
    'auth_required',
    'unexpected status 403 Forbidden: <html>Country not supported</html>, url: https://api.example.com/v1/responses',
  ],
  ['rate_limited', 'exceeded retry limit, last status: 429 Too Many Requests, request id: req_1'],
  ['rate_limited', 'Quota exceeded. Check your plan and billing details.'],
  ['rate_limited', 'You’ve hit your usage limit. Upgrade to Pro (https://chatgpt.com/explore/pro) or try again later.'],
  ['overloaded', 'We’re currently experiencing high demand, which may cause temporary errors.'],
  ['overloaded', 'Selected model is at capacity. Please try a different model.'],
  ['overloaded', 'unexpected status 529 <unknown status code>: overloaded, url: https://api.example.com/v1/responses'],
  ['network_error', 'Connection failed: error sending request'],
  ['network_error', 'stream disconnected before completion: error sending request'],
  ['refused', 'stream disconnected before completion: Incomplete response returned, reason: content_filter'],
  ['refused', 'This content was flagged for possible cybersecurity risk.'],
  ['limit_reached', 'Incomplete response returned, reason: max_output_tokens'],
  [
    'context_overflow',
    "Codex ran out of room in the model's context window. Start a new thread or clear earlier history before retrying.",
  ],
  ['model_not_found', 'The model `x` does not exist or you do not have access to it.'],
  ['model_not_found', '{"detail":"The \'gpt-x\' model is not supported when using Codex with a ChatGPT account."}'],
  [
    'cli_too_old',
    '{"detail":"The \'gpt-x\' model requires a newer version of Codex. Please upgrade to the latest app or CLI and try again."}',
  ],
  [
    'invalid_request',
    '{"error":{"message":"Unsupported value.","type":"invalid_request_error","param":"reasoning.effort","code":"unsupported_value"}}',
  ],
  ['cli_error', 'unexpected status 404 Not Found: {"detail":"Not Found"}, url: https://api.example.com/v1/responses'],
  ['cli_error', 'Error running remote compact task: Fatal error'],
])('names a failed turn %s: %s', (code, message) => {
  expect(describeFailure(message)).toMatchObject({ code });
});

test('says when the rate limit ends', () => {
  const message = 'rate limit exceeded: Rate limit reached for gpt-5. Please try again in 1m11.5s.';
  expect(describeFailure(message)).toMatchInlineSnapshot(`
    {
      "code": "rate_limited",
      "message": "The model API limits the rate of requests.",
      "retryAfterMs": 71500,
    }
  `);
});

test('says when the usage limit ends, which Codex tells by local time', () => {
  const message =
    'You’ve hit your usage limit. Upgrade to Pro (https://chatgpt.com/explore/pro) or try again at Nov 23rd, 2026 12:27 AM.';
  expect(describeFailure(message)).toEqual({
    code: 'rate_limited',
    message: "The account's usage limit is reached until Nov 23rd, 2026 12:27 AM.",
    retryAt: new Date(2026, 10, 23, 0, 27).toISOString(),
  });
});

test('repeats a time of day, but does not guess its date', () => {
  expect(describeFailure('You’ve hit your usage limit. Try again at 11:05 PM.')).toMatchInlineSnapshot(`
    {
      "code": "rate_limited",
      "message": "The account's usage limit is reached until 11:05 PM.",
      "retryable": false,
    }
  `);
});

test('does not repeat what the vendor says', () => {
  expect(describeFailure('Fatal error: secret sk-123 in /home/user/x')).toMatchInlineSnapshot(`
    {
      "code": "cli_error",
      "hint": "Read the run's raw output for Codex's words.",
      "message": "Codex ended the turn with an error of its own.",
    }
  `);
});

const trace = '\nStack backtrace:\n   0: <unknown>\n   1: <unknown>\n';

test.each([
  [
    'session_not_found',
    `Error: thread/resume: thread/resume failed: no rollout found for thread id 01a2 (code -32600)\n${trace}`,
  ],
  [
    'session_not_found',
    `Error: thread/fork: thread/fork failed: session 01a2 is archived. Run \`codex unarchive 01a2\` to unarchive it first. (code -32600)\n${trace}`,
  ],
  [
    'cli_error',
    `Error: thread/resume: thread/resume failed: thread 01a2 already has an active writer (code -32600)\n${trace}`,
  ],
  ['cli_too_old', "error: unexpected argument '--ignore-rules' found\n\nUsage: codex exec [OPTIONS] [PROMPT]\n"],
  [
    'cli_error',
    'Error loading config.toml: invalid type: integer `5`, expected a string\nin `model_reasoning_effort`\n',
  ],
  [
    'cli_error',
    'Error: thread/start: error creating thread: Fatal error: required MCP servers failed to initialize: docs: No such file or directory (os error 2)',
  ],
  ['invalid_request', 'Reading prompt from stdin...\nNo prompt provided via stdin.\n'],
  [
    'context_overflow',
    'Error: turn/start: turn/start failed: Input exceeds the maximum length of 1048576 characters. (code -32602)',
  ],
])('names a run that ended before its turn %s: %s', (code, stderr) => {
  expect(explain({ stderr })).toMatchObject({ code });
});

test('lets a caller try again when another Codex holds the conversation', () => {
  expect(explain({ stderr: 'Error: thread 01a2 already has an active writer' })).toMatchInlineSnapshot(`
    {
      "code": "cli_error",
      "hint": "Wait until it is done, or fork the conversation.",
      "message": "Another Codex is working in this conversation.",
      "retryable": true,
    }
  `);
});

test('reads the errors on stdout, but not what the agent said', () => {
  const said = {
    type: 'item.completed',
    item: { id: 'item_0', type: 'agent_message', text: 'no rollout found, at capacity' },
  };
  const error = { type: 'error', message: 'Selected model is at capacity. Please try a different model.' };
  expect(explain({ stdout: JSON.stringify(said) })).toBeUndefined();
  expect(explain({ stdout: `ut off"}\n${JSON.stringify(said)}\n${JSON.stringify(error)}\n` })?.code).toBe('overloaded');
});

test('does not take a log line for the reason', () => {
  const log = '2026-11-22T21:45:57.981079Z ERROR codex_api::endpoint: stream disconnected, failed to connect\n';
  expect(explain({ stderr: log, exitCode: null, signal: 'SIGKILL' })).toBeUndefined();
});
