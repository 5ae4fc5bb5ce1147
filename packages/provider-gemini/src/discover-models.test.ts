import type { ProviderContext } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { discoverModels } from './discover-models.js';

const initialized = '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":1}}';
// Recorded from 0.61.0 with an API key, without the modes.
const session =
  '{"jsonrpc":"2.0","id":2,"result":{"sessionId":"0179fa0f-593c-4f4e-924f-56653d8cd1cc","models":{"availableModels":[{"modelId":"auto","name":"Auto","description":"Let Gemini CLI decide the best model for the task: gemini-3.1-pro-preview, gemini-3.8-flash"},{"modelId":"gemini-3.1-pro-preview-customtools","name":"gemini-3.1-pro-preview"},{"modelId":"gemini-2.5-pro","name":"gemini-2.5-pro"}],"currentModelId":"gemini-2.5-flash"}}}';

function answering(stdout: string, asked: unknown[] = []): ProviderContext {
  return testContext({
    query: (args, options) => {
      asked.push({ args, stdin: options?.stdin?.split('\n') });
      return Promise.resolve({ stdout, stderr: '', exitCode: 0 });
    },
  });
}

test('asks the CLI for the models of this account', async () => {
  const asked: unknown[] = [];
  expect(await discoverModels(answering(`${initialized}\n${session}\n`, asked))).toMatchInlineSnapshot(`
    {
      "defaultModel": "gemini-2.5-flash",
      "models": [
        {
          "description": "Let Gemini CLI decide the best model for the task: gemini-3.1-pro-preview, gemini-3.8-flash",
          "id": "auto",
          "label": "Auto",
          "source": "cli",
        },
        {
          "id": "gemini-3.1-pro-preview-customtools",
          "label": "gemini-3.1-pro-preview",
          "source": "cli",
        },
        {
          "id": "gemini-2.5-pro",
          "source": "cli",
        },
        {
          "description": "The newest pro model.",
          "id": "pro",
          "source": "static",
        },
        {
          "description": "The newest flash model.",
          "id": "flash",
          "source": "static",
        },
        {
          "description": "The newest flash-lite model.",
          "id": "flash-lite",
          "source": "static",
        },
      ],
    }
  `);
  expect(asked).toMatchInlineSnapshot(`
    [
      {
        "args": [
          "--acp",
          "--allowed-mcp-server-names=no-mcp-server",
        ],
        "stdin": [
          "{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1,"clientCapabilities":{}}}",
          "{"jsonrpc":"2.0","id":2,"method":"session/new","params":{"cwd":"/home/user","mcpServers":[]}}",
          "",
        ],
      },
    ]
  `);
});

test('falls back to the shipped list when the CLI does not answer', async () => {
  const refused =
    '{"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"Gemini API key is missing or not configured."}}';
  const { models, defaultModel } = await discoverModels(answering(`${initialized}\n${refused}\nnoise`));
  expect(models.map(({ id, source }) => `${id} (${source})`)).toMatchInlineSnapshot(`
    [
      "auto (static)",
      "gemini-3.1-pro-preview (static)",
      "gemini-3.8-flash (static)",
      "gemini-3.5-flash-lite (static)",
      "gemini-2.5-pro (static)",
      "pro (static)",
      "flash (static)",
      "flash-lite (static)",
    ]
  `);
  expect(defaultModel).toBeUndefined();
});
