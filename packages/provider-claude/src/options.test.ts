import { expect, test } from 'vitest';
import { claudeOptions } from './options.js';

test('the published schema', () => {
  expect(claudeOptions['~standard'].jsonSchema.input({ target: 'draft-2020-12' })).toMatchInlineSnapshot(`
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "additionalProperties": false,
      "properties": {
        "addDirs": {
          "description": "More folders to work in.",
          "items": {
            "type": "string",
          },
          "type": "array",
        },
        "allowedTools": {
          "description": "Run without asking, e.g. "Bash(git log:*)". With permission full: these and no more.",
          "items": {
            "type": "string",
          },
          "type": "array",
        },
        "appendSystemPrompt": {
          "description": "Added to the system prompt.",
          "type": "string",
        },
        "continueSession": {
          "description": "Same as resumeLatest.",
          "type": "boolean",
        },
        "dangerouslySkipPermissions": {
          "description": "Same as permission full.",
          "type": "boolean",
        },
        "disallowedTools": {
          "description": "Never run.",
          "items": {
            "type": "string",
          },
          "type": "array",
        },
        "fallbackModel": {
          "description": "Used when the model is overloaded or unknown.",
          "type": "string",
        },
        "maxBudgetUsd": {
          "description": "Stop at this cost.",
          "maximum": 10000,
          "minimum": 0.01,
          "type": "number",
        },
        "maxTurns": {
          "description": "Stop after so many model calls.",
          "maximum": 1000,
          "minimum": 1,
          "type": "integer",
        },
        "outputFormat": {
          "description": "How the answer is shown. Default: text.",
          "enum": [
            "text",
            "json",
            "stream-json",
          ],
          "type": "string",
        },
        "outputSchema": {
          "additionalProperties": {},
          "description": "JSON Schema of the answer.",
          "properties": {},
          "type": "object",
        },
        "strictMcpConfig": {
          "description": "Refuse undefined mcpServers; use no others.",
          "type": "boolean",
        },
      },
      "type": "object",
    }
  `);
});

test.each([
  { appendSystemPrompt: '' },
  { addDirs: ['a\0b'] },
  { maxTurns: 0 },
  { maxTurns: 1.5 },
  { maxBudgetUsd: 1e-7 },
  { outputSchema: '{}' },
  { resumeLatest: true },
])('%j is refused', (options) => {
  expect(claudeOptions.safeParse(options).success).toBe(false);
});
