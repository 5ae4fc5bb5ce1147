import { expect, test } from 'vitest';
import { explainFailure, explainMessage } from './explain-failure.js';

const codeOf = (exitCode: number | null, stderr = ''): string | undefined =>
  explainFailure({ exitCode, signal: null, stderr, stdout: '' })?.code;

// Exit codes as 0.61.0 ended with them; those of the API are the HTTP status modulo 256.
test.each([
  [41, 'auth_required'],
  [44, 'cli_error'],
  [52, 'cli_error'],
  [53, 'limit_reached'],
  [54, 'cli_error'],
  [55, 'permission_denied'],
  [144, 'invalid_request'],
  [145, 'auth_required'],
  [147, 'auth_required'],
  [152, 'network_error'],
  [157, 'context_overflow'],
  [173, 'rate_limited'],
  [244, 'overloaded'],
  [247, 'overloaded'],
  [17, 'overloaded'],
  [0, undefined],
  [1, undefined],
  [null, undefined],
])('exit code %s is %s', (exitCode, code) => {
  expect(codeOf(exitCode)).toBe(code);
});

test('an unknown conversation is known by its words', () => {
  const stderr =
    'Warning: …\nError resuming session: Invalid session identifier "x".\n  Searched for sessions in /home/user.';
  expect(codeOf(42, stderr)).toBe('session_not_found');
  expect(codeOf(42, 'No input provided via stdin.')).toBe('invalid_request');
});

test('an old CLI is known by the flag that it does not know', () => {
  expect(codeOf(1, 'Unknown argument: skip-trust\nUsage: gemini [options]')).toBe('cli_too_old');
});

test('takes no other text on stderr for a reason', () => {
  expect(codeOf(1, 'Error executing tool run_shell_command: 429 quota, session not found')).toBeUndefined();
});

// Sentences of the Gemini API.
test.each([
  ['[API Error: API key not valid. Please pass a valid API key.]', 'auth_required'],
  ['[API Error: You exceeded your current quota, please check your plan and billing details.]', 'rate_limited'],
  ['[API Error: The model is overloaded. Please try again later.]', 'overloaded'],
  ['[API Error: This model is currently experiencing high demand.]', 'overloaded'],
  [
    '[API Error: The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).]',
    'context_overflow',
  ],
  ['[API Error: Requested entity was not found.]', 'model_not_found'],
  ['[API Error: exception TypeError: fetch failed sending request]', 'network_error'],
  ['[API Error: {"error":{"code":429,"message":"x","status":"RESOURCE_EXHAUSTED"}}]', 'rate_limited'],
  ['something new', undefined],
])('%j is %s', (message, code) => {
  expect(explainMessage(message)?.failure.code).toBe(code);
});

test.each([
  ['You exceeded your current quota. Please retry in 34.074824224s.', 34_075],
  ['Quota exceeded. Please retry in 500ms.', 500],
  ['You have exhausted your capacity on this model. Your quota will reset after 2h3m4s.', 7_384_000],
  ['{"error":{"code":429,"details":[{"retryDelay": "12s"}]}}', 12_000],
  ['quota', undefined],
])('tells when to try again: %j', (message, retryAfterMs) => {
  expect(explainMessage(message)?.failure.retryAfterMs).toBe(retryAfterMs);
});

test('a used-up day is not worth trying again', () => {
  expect(explainMessage('[API Error: You have exhausted your daily quota on this model.]')).toMatchInlineSnapshot(`
    {
      "failure": {
        "code": "rate_limited",
        "hint": "Choose another model, or try again tomorrow.",
        "message": "The daily quota of this model is used up.",
        "retryable": false,
      },
      "stop": "failed",
    }
  `);
});
