import { expect, test } from 'vitest';
import { clientSetups } from './how-to-add.js';

const setups = clientSetups(['npx', '-y', '@llm-gateway/mcp-server']);

test('each client is shown in its own form', () => {
  expect(setups.map(({ title, where, snippet }) => `${title}. ${where}:\n${snippet}`).join('\n\n'))
    .toMatchInlineSnapshot(`
    "Claude Code. Run:
    claude mcp add -s user gateway -- npx -y @llm-gateway/mcp-server

    Codex. Run:
    codex mcp add gateway -- npx -y @llm-gateway/mcp-server

    Gemini CLI. In ~/.gemini/settings.json ("trust" lets headless runs call it):
    {
      "mcpServers": {
        "gateway": {
          "command": "npx",
          "args": [
            "-y",
            "@llm-gateway/mcp-server"
          ],
          "trust": true
        }
      }
    }

    Grok. Run:
    grok mcp add gateway -- npx -y @llm-gateway/mcp-server

    Cursor. In ~/.cursor/mcp.json:
    {
      "mcpServers": {
        "gateway": {
          "command": "npx",
          "args": [
            "-y",
            "@llm-gateway/mcp-server"
          ]
        }
      }
    }

    VS Code. In .vscode/mcp.json:
    {
      "servers": {
        "gateway": {
          "type": "stdio",
          "command": "npx",
          "args": [
            "-y",
            "@llm-gateway/mcp-server"
          ]
        }
      }
    }

    Claude Desktop. In claude_desktop_config.json:
    {
      "mcpServers": {
        "gateway": {
          "command": "npx",
          "args": [
            "-y",
            "@llm-gateway/mcp-server"
          ]
        }
      }
    }

    Another client. A stdio server with this command:
    npx -y @llm-gateway/mcp-server"
  `);
});

test('a path with a space survives the shell', () => {
  expect(clientSetups(['node', '/my work/bin.js'])[0]!.snippet).toBe(
    "claude mcp add -s user gateway -- node '/my work/bin.js'",
  );
});
