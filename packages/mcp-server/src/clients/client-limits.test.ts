import { expect, test } from 'vitest';
import { limitsOf } from './client-limits.js';

test('a client nobody knows gets an answer before the 60 seconds that SDK clients wait', () => {
  expect(limitsOf('somebody')).toEqual({ syncDeadlineMs: 45_000, pageChars: 10_000, reads: 'either' });
  expect(limitsOf(undefined)).toEqual(limitsOf('somebody'));
});

test('each known client is told by the name it really sends', () => {
  const names = [
    'claude-code',
    'codex-mcp-client',
    'gemini-cli-mcp-client',
    'grok-shell-gateway',
    'Cline',
    'Visual Studio Code',
    'cursor-vscode',
    'claude-ai',
  ];
  expect(Object.fromEntries(names.map((name) => [name, limitsOf(name)]))).toMatchInlineSnapshot(`
    {
      "Cline": {
        "pageChars": 10000,
        "reads": "either",
        "syncDeadlineMs": 4000,
      },
      "Visual Studio Code": {
        "pageChars": 10000,
        "reads": "either",
        "syncDeadlineMs": 100000,
      },
      "claude-ai": {
        "pageChars": 10000,
        "reads": "either",
        "syncDeadlineMs": 45000,
      },
      "claude-code": {
        "pageChars": 10000,
        "reads": "structure",
        "syncDeadlineMs": 100000,
      },
      "codex-mcp-client": {
        "pageChars": 10000,
        "reads": "structure",
        "syncDeadlineMs": 285000,
        "unnamedTimeoutMs": 300000,
      },
      "cursor-vscode": {
        "pageChars": 10000,
        "reads": "either",
        "syncDeadlineMs": 100000,
      },
      "gemini-cli-mcp-client": {
        "pageChars": 10000,
        "reads": "text",
        "syncDeadlineMs": 590000,
      },
      "grok-shell-gateway": {
        "pageChars": 6000,
        "reads": "both",
        "syncDeadlineMs": 600000,
      },
    }
  `);
});

test('the operator decides how long a call may wait, and 0 means as long as it takes', () => {
  expect(limitsOf('codex-mcp-client', 20_000).syncDeadlineMs).toBe(20_000);
  expect(limitsOf('codex-mcp-client', 0).syncDeadlineMs).toBeUndefined();
});
