import { expect, test } from 'vitest';
import { planMcpServers } from './plan-mcp-servers.js';

const own = ['docs', 'tracker'];
const local = { name: 'local', definition: { command: 'serve', args: ['--stdio'], env: { TOKEN: 'secret' } } };
const remote = {
  name: 'remote',
  definition: { url: 'https://example.com/mcp', headers: { Authorization: 'Bearer secret', 'X-Team': 'blue' } },
};

test.each(['edit', 'full'] as const)('leaves everything to Codex with %s when the request names none', (permission) => {
  expect(planMcpServers({ permission, own })).toEqual({ config: {}, env: {}, warnings: [] });
});

test('starts none in a read-only run, because they act outside the sandbox', () => {
  expect(planMcpServers({ permission: 'read-only', own })).toMatchInlineSnapshot(`
    {
      "config": {
        "features.apps": false,
        "features.plugins": false,
        "mcp_servers": {
          "docs": {
            "enabled": false,
          },
          "tracker": {
            "enabled": false,
          },
        },
      },
      "env": {},
      "warnings": [],
    }
  `);
});

test('starts those that a read-only request names, but approves none of their tools beforehand', () => {
  expect(planMcpServers({ permission: 'read-only', own, mcpServers: [{ name: 'docs' }] })).toMatchInlineSnapshot(`
    {
      "config": {
        "features.apps": false,
        "features.plugins": false,
        "mcp_optional_startup_grace_ms": 15000,
        "mcp_servers": {
          "docs": {
            "default_tools_approval_mode": "auto",
          },
          "tracker": {
            "enabled": false,
          },
        },
      },
      "env": {},
      "warnings": [],
    }
  `);
});

test('starts no others than those that the request names', () => {
  expect(planMcpServers({ permission: 'edit', own, mcpServers: [{ name: 'docs' }] })).toMatchInlineSnapshot(`
    {
      "config": {
        "features.apps": false,
        "features.plugins": false,
        "mcp_optional_startup_grace_ms": 15000,
        "mcp_servers": {
          "tracker": {
            "enabled": false,
          },
        },
      },
      "env": {},
      "warnings": [],
    }
  `);
  expect(planMcpServers({ permission: 'edit', own, mcpServers: [] }).config).toMatchInlineSnapshot(`
    {
      "features.apps": false,
      "features.plugins": false,
      "mcp_servers": {
        "docs": {
          "enabled": false,
        },
        "tracker": {
          "enabled": false,
        },
      },
    }
  `);
});

test('hands over servers that the gateway defines, their secrets by the environment', () => {
  expect(planMcpServers({ permission: 'edit', own: [], mcpServers: [local, remote] })).toMatchInlineSnapshot(`
    {
      "config": {
        "features.apps": false,
        "features.plugins": false,
        "mcp_optional_startup_grace_ms": 15000,
        "mcp_servers": {
          "local": {
            "args": [
              "--stdio",
            ],
            "command": "serve",
            "env_vars": [
              "TOKEN",
            ],
          },
          "remote": {
            "env_http_headers": {
              "Authorization": "LLM_GATEWAY_MCP_HEADER_1",
              "X-Team": "LLM_GATEWAY_MCP_HEADER_2",
            },
            "url": "https://example.com/mcp",
          },
        },
      },
      "env": {
        "LLM_GATEWAY_MCP_HEADER_1": "Bearer secret",
        "LLM_GATEWAY_MCP_HEADER_2": "blue",
        "TOKEN": "secret",
      },
      "warnings": [],
    }
  `);
});

test.each([
  ['nope', undefined, 'There is no MCP server "nope" in Codex\'s configuration.'],
  ['docs', { command: 'other' }, 'Codex has an MCP server "docs" of its own, and uses that.'],
  ['my docs', { command: 'serve' }, 'Codex takes no MCP server with the name "my docs".'],
  [
    'path',
    { command: 'serve', env: { PATH: '/x' } },
    'The MCP server "path" is left out: Codex or another server needs "PATH" for itself.',
  ],
  [
    'twin',
    { command: 'serve', env: { TOKEN: 'other' } },
    'The MCP server "twin" is left out: Codex or another server needs "TOKEN" for itself.',
  ],
])('warns of a server that it cannot hand over: %s', (name, definition, message) => {
  const choice = { name, ...(definition && { definition }) };
  const plan = planMcpServers({ permission: 'edit', own: ['docs'], mcpServers: [local, choice] });
  const withoutIt = planMcpServers({ permission: 'edit', own: [], mcpServers: [local] });
  expect(plan.warnings).toEqual([{ code: 'unsupported-setting', message }]);
  expect(plan.config['mcp_servers']).toMatchObject(withoutIt.config['mcp_servers'] as object);
  expect(plan.config['mcp_servers']).not.toHaveProperty([name, 'command']);
  expect(plan.env).toEqual(withoutIt.env);
});
