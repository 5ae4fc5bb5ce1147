import type { FailureCode } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { explainFailure, explainResult, type ResultClues } from './explain-failure.js';

const failure = { exitCode: 1, signal: null, stdout: '' };

const none: ResultClues = {
  subtype: 'success',
  terminalReason: 'api_error',
  stopReason: 'stop_sequence',
  status: undefined,
  errors: undefined,
  apiError: undefined,
  resetsAt: undefined,
};

test('root may not have the permission full, and is told what to do', () => {
  const stderr = '--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons\n';
  expect(explainFailure({ ...failure, stderr })).toMatchInlineSnapshot(`
    {
      "code": "permission_denied",
      "hint": "Run the gateway as another user, ask for "edit", or, inside a sandbox, set IS_SANDBOX=1 for the gateway.",
      "message": "Claude Code does not let root use permission "full".",
    }
  `);
});

test.each<[string, FailureCode | undefined]>([
  ['No conversation found with session ID: 11111111-1111-4111-8111-111111111111', 'session_not_found'],
  ['Error: --resume requires a valid session ID or session title when used with --print.', 'session_not_found'],
  ["error: unknown option '--tools=Read'", 'cli_too_old'],
  [
    'Error: Invalid MCP configuration:\nmcpServers.x: Does not adhere to MCP server configuration schema',
    'invalid_request',
  ],
  ["Error: --json-schema is not valid JSON: JSON Parse error: Expected '}'", 'invalid_request'],
  ['Error: Input contained only whitespace. Provide a prompt with text through stdin', 'invalid_request'],
  ['Error: piped stdin input exceeds 10MB', 'context_overflow'],
  ['The current directory no longer exists', 'invalid_request'],
  ['[claude-code:unrecognized_model] {"model":"x"}', undefined],
  ['', undefined],
])('stderr %j means %s', (stderr, code) => {
  expect(explainFailure({ ...failure, stderr })?.code).toBe(code);
});

test.each<[Partial<ResultClues>, FailureCode, string]>([
  [
    { status: 401, apiError: 'authentication_failed' },
    'auth_required',
    "The model API refuses Claude Code's key or login.",
  ],
  [{ apiError: 'authentication_failed' }, 'auth_required', 'Claude Code is not logged in.'],
  [{ status: 400, apiError: 'billing_error' }, 'limit_reached', 'The account of Claude Code has no credit left.'],
  [{ apiError: 'max_output_tokens' }, 'limit_reached', 'The answer is longer than the model may write.'],
  [
    { subtype: 'error_max_structured_output_retries' },
    'cli_error',
    'The model found no answer that fits the JSON Schema.',
  ],
  [
    { status: 413, terminalReason: 'image_error', apiError: 'invalid_request' },
    'context_overflow',
    "The request is too large for the model's context.",
  ],
  [{ status: 400, apiError: 'unknown' }, 'cli_error', 'The model API refuses the request of Claude Code.'],
  [{ status: 503, apiError: 'server_error' }, 'overloaded', 'The model API failed with an error of its own.'],
  [{ status: 529 }, 'overloaded', 'The model API is overloaded.'],
  [{ status: 429 }, 'rate_limited', 'The model API accepts no more requests from Claude Code for now.'],
  [{ apiError: 'unknown' }, 'network_error', 'Claude Code gets no usable answer from the model API.'],
  [
    { subtype: 'error_during_execution', terminalReason: undefined, errors: ['TypeError'] },
    'cli_error',
    'Claude Code failed with an error of its own.',
  ],
])('a result with %j is a %s', (clues, code, message) => {
  expect(explainResult({ ...none, ...clues })).toMatchObject({ code, message });
});
