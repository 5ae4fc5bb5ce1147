import type { BuildInput } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import type { GrokOptions } from './options.js';
import { planMcpServers } from './plan-mcp-servers.js';

const input: Pick<BuildInput<GrokOptions>, 'permission' | 'scratchDir' | 'options'> = {
  permission: 'read-only',
  scratchDir: '/tmp/scratch',
  options: {},
};

test('below full nobody asked for means none', () => {
  expect(planMcpServers(input)).toMatchInlineSnapshot(`
    {
      "allow": [],
      "args": [],
      "deny": [
        "MCPTool",
      ],
      "files": {},
      "isOffered": false,
      "warnings": [],
    }
  `);
});

test('a full run may use what the user has configured, unless it is limited', () => {
  const full = { ...input, permission: 'full' } as const;
  expect(planMcpServers(full)).toMatchObject({ isOffered: true, deny: [] });
  expect(planMcpServers({ ...full, mcpServers: [] })).toMatchObject({ isOffered: false, deny: ['MCPTool'] });
  expect(planMcpServers({ ...full, options: { allowedTools: ['Read'] } })).toMatchObject({ isOffered: false });
});

test('servers of the user are named in rules, and all others forbidden', () => {
  expect(planMcpServers({ ...input, mcpServers: [{ name: 'docs' }] })).toMatchInlineSnapshot(`
    {
      "allow": [
        "MCPTool(docs__*)",
      ],
      "args": [],
      "deny": [
        "MCPTool([!d]*__*)",
        "MCPTool(d__*)",
        "MCPTool(d[!o]*__*)",
        "MCPTool(do__*)",
        "MCPTool(do[!c]*__*)",
        "MCPTool(doc__*)",
        "MCPTool(doc[!s]*__*)",
        "MCPTool(docs?*__*)",
      ],
      "files": {},
      "isOffered": true,
      "warnings": [],
    }
  `);
});

test('servers that Grok does not know come in a file, secrets included', () => {
  const { args, files } = planMcpServers({
    ...input,
    mcpServers: [
      { name: 'docs' },
      { name: 'local', definition: { command: 'server', args: ['--stdio'], env: { TOKEN: 'secret' } } },
      { name: 'remote', definition: { url: 'https://example.com/mcp', headers: { Authorization: 'Bearer secret' } } },
    ],
  });
  expect({ args, files }).toMatchInlineSnapshot(`
    {
      "args": [
        "--agent=/tmp/scratch/agent.md",
      ],
      "files": {
        "agent.md": "---
    {"name":"llm-gateway","description":"Grok with the MCP servers of one request.","mcpServers":[{"local":{"command":"server","args":["--stdio"],"env":{"TOKEN":"secret"}}},{"remote":{"url":"https://example.com/mcp","headers":{"Authorization":"Bearer secret"}}}]}
    ---
    ",
      },
    }
  `);
});

test('a name that would break a rule is left out', () => {
  const { isOffered, deny, warnings } = planMcpServers({ ...input, mcpServers: [{ name: 'a),Bash(*' }] });
  expect({ isOffered, deny, warnings }).toMatchInlineSnapshot(`
    {
      "deny": [
        "MCPTool",
      ],
      "isOffered": false,
      "warnings": [
        {
          "code": "unsupported-setting",
          "message": "The MCP server "a),Bash(*" was left out: Grok takes only letters, digits, "_" and "-" in its name.",
        },
      ],
    }
  `);
});
