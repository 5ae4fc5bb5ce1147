import type { Provider } from '@llm-gateway/core';
import { expect, test } from 'vitest';
import { testProvider } from '../testing/test-provider.js';
import { requestSchema } from './request-schema.js';

const read = (fields: unknown, provider: Provider = testProvider()) => {
  const outcome = requestSchema(provider)['~standard'].validate(fields);
  return 'value' in outcome ? outcome.value : outcome;
};

test('the common fields and the provider’s own make one closed schema', () => {
  const schema = requestSchema(testProvider())['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  expect(schema).toMatchInlineSnapshot(`
    {
      "additionalProperties": false,
      "properties": {
        "allowedTools": {
          "description": "Tools to allow",
          "items": {
            "type": "string",
          },
          "type": "array",
        },
        "approvalPolicy": {
          "enum": [
            "strict",
            "balanced",
            "permissive",
          ],
          "type": "string",
        },
        "approvalStrategy": {
          "enum": [
            "legacy",
            "mcp_managed",
          ],
          "type": "string",
        },
        "correlationId": {
          "type": "string",
        },
        "createNewSession": {
          "type": "boolean",
        },
        "cwd": {
          "description": "Absolute folder to work in",
          "type": "string",
        },
        "dryRun": {
          "description": "Show the command, start nothing",
          "type": "boolean",
        },
        "effort": {
          "enum": [
            "low",
            "high",
          ],
          "type": "string",
        },
        "forceRefresh": {
          "description": "Run again what was just answered",
          "type": "boolean",
        },
        "idleTimeoutMs": {
          "maximum": 3600000,
          "minimum": 30000,
          "type": "integer",
        },
        "maxTurns": {
          "minimum": 1,
          "type": "integer",
        },
        "mcpServers": {
          "description": "MCP servers for the agent, by name",
          "items": {
            "type": "string",
          },
          "type": "array",
        },
        "model": {
          "description": "Name or alias",
          "type": "string",
        },
        "permission": {
          "description": "Default read-only",
          "enum": [
            "read-only",
            "edit",
            "full",
          ],
          "type": "string",
        },
        "profile": {
          "type": "string",
        },
        "prompt": {
          "maxLength": 100000,
          "minLength": 1,
          "type": "string",
        },
        "resumeLatest": {
          "description": "Continue the latest conversation in cwd",
          "type": "boolean",
        },
        "search": {
          "type": "boolean",
        },
        "sessionId": {
          "description": "Conversation to continue",
          "type": "string",
        },
        "timeoutMs": {
          "minimum": 1000,
          "type": "integer",
        },
      },
      "required": [
        "prompt",
      ],
      "type": "object",
    }
  `);
});

test('what a provider cannot do is not offered', () => {
  const { features } = testProvider();
  const { efforts, ...rest } = features;
  const provider = testProvider({
    features: { ...rest, streaming: 'none', sessions: { resume: false, latest: false, fork: false } },
  });
  const { properties } = requestSchema(provider)['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  expect(efforts).toEqual(['low', 'high']);
  expect(Object.keys(properties as object)).toMatchInlineSnapshot(`
    [
      "prompt",
      "model",
      "cwd",
      "permission",
      "timeoutMs",
      "mcpServers",
      "approvalStrategy",
      "approvalPolicy",
      "correlationId",
      "forceRefresh",
      "dryRun",
      "allowedTools",
      "maxTurns",
      "search",
      "profile",
    ]
  `);
});

test('common fields and options are told apart', () => {
  expect(read({ prompt: 'Hi', cwd: '/work', search: true, model: undefined, dryRun: true })).toEqual({
    request: { provider: 'some-agent', prompt: 'Hi', cwd: '/work', options: { search: true } },
    dryRun: true,
  });
});

test('a field that the provider cannot honour is left to its own schema, which knows it or refuses it', () => {
  expect(read({ prompt: 'Hi', fork: true })).toEqual({
    request: { provider: 'some-agent', prompt: 'Hi', options: { fork: true } },
    dryRun: false,
  });
});

test('callers of the reference product may go on sending the fields that ask for nothing', () => {
  const fields = {
    optimizePrompt: false,
    optimizeResponse: false,
  };
  expect(read({ prompt: 'Hi', ...fields })).toEqual({
    request: { provider: 'some-agent', prompt: 'Hi', options: {} },
    dryRun: false,
  });
});

test('what cannot be honoured is refused and named', () => {
  expect(read({ prompt: 'Hi', optimizePrompt: true })).toMatchInlineSnapshot(`
    {
      "problem": [GatewayError: The request is wrong: optimizePrompt: Invalid input: expected false.],
    }
  `);
  expect(read({ permission: 'everything' })).toMatchInlineSnapshot(`
    {
      "problem": [GatewayError: The request is wrong: prompt: Invalid input: expected string, received undefined; permission: Invalid option: expected one of "read-only"|"edit"|"full".],
    }
  `);
  expect(read(undefined)).toMatchInlineSnapshot(`
    {
      "problem": [GatewayError: The request is wrong: prompt: Invalid input: expected string, received undefined.],
    }
  `);
});
