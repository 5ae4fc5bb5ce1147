import { expect, test } from 'vitest';
import { chooseServers } from './choose-servers.js';

test('starts no MCP server below full unless one is named', () => {
  const none = ['--allowed-mcp-server-names=no-mcp-server'];
  expect(chooseServers({ permission: 'read-only' }).args).toEqual(none);
  expect(chooseServers({ permission: 'edit' }).args).toEqual(none);
  expect(chooseServers({ permission: 'full', mcpServers: [] }).args).toEqual(none);
});

test('with full and nothing said, Gemini CLI starts the servers of its own settings', () => {
  expect(chooseServers({ permission: 'full' })).toEqual({ named: [], mayStart: true, args: [], warnings: [] });
});

test('starts the named servers and says what it cannot hand over', () => {
  const mcpServers = [{ name: 'docs' }, { name: 'local', definition: { command: 'server' } }, { name: 'a,b' }];
  expect(chooseServers({ permission: 'edit', mcpServers })).toMatchInlineSnapshot(`
    {
      "args": [
        "--allowed-mcp-server-names=docs",
        "--allowed-mcp-server-names=local",
      ],
      "mayStart": true,
      "named": [
        "docs",
        "local",
      ],
      "warnings": [
        {
          "code": "unsupported-setting",
          "message": "Gemini CLI takes MCP servers from its own settings only; "local" runs if it is defined there (gemini mcp add --scope user).",
        },
        {
          "code": "unsupported-setting",
          "message": "Gemini CLI cannot be given the MCP server name "a,b"; it was left out.",
        },
      ],
    }
  `);
});
