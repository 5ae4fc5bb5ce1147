import { SdkError, SdkErrorCode } from '@modelcontextprotocol/server';
import { describe, expect, test } from 'vitest';
import { limitsOf } from './client-limits.js';
import { readCancellation } from './read-cancellation.js';

const stranger = limitsOf(undefined);
const read = (reason: unknown, elapsedMs = 10_000, limits = stranger) =>
  readCancellation({ reason, elapsedMs, limits });

describe('a person who no longer wants the answer', () => {
  test.each(['AbortError: user-cancel', 'AbortError: remote-cancel', 'client cancelled', '', undefined])(
    '%s',
    (reason) => {
      expect(read(reason)).toBe('person');
    },
  );
});

describe('a client that waited long enough, whose job goes on', () => {
  test.each(['McpError: MCP error -32001: Request timed out', 'request timeout', 'SdkError: Request timed out'])(
    '%s',
    (reason) => {
      expect(read(reason)).toBe('time-out');
    },
  );
});

describe('a client whose time-out speaks like a person', () => {
  const limits = limitsOf('codex-mcp-client');
  const words = 'MCP request cancelled by caller';

  test('it is a time-out when it comes with the time-out', () => {
    expect(read(words, 300_020, limits)).toBe('time-out');
  });

  test('it is a person at any other moment', () => {
    expect(read(words, 120_000, limits)).toBe('person');
    expect(read(words, 302_000, limits)).toBe('person');
  });
});

test('a connection that closed is neither', () => {
  expect(read(new SdkError(SdkErrorCode.ConnectionClosed, 'Connection closed'))).toBe('connection-closed');
});
