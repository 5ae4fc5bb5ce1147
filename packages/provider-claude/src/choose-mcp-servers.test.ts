import type { BuildInput, McpServerChoice } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { chooseMcpServers } from './choose-mcp-servers.js';
import type { ClaudeOptions } from './options.js';

const input: BuildInput<ClaudeOptions> = {
  executable: '/usr/local/bin/claude',
  version: '2.1.330',
  prompt: 'Explain this.',
  cwd: '/work/project',
  session: { kind: 'new' },
  permission: 'edit',
  folderTrust: 'untrusted',
  scratchDir: '/tmp/scratch',
  platform: 'linux',
  options: {},
};

const local: McpServerChoice = {
  name: 'local',
  definition: { command: 'server', args: ['--stdio'], env: { TOKEN: 'secret' } },
};
const remote: McpServerChoice = {
  name: 'the remote one',
  definition: { url: 'https://example.com/mcp', headers: { Authorization: 'Bearer secret' } },
};
const own: McpServerChoice = { name: 'own' };

test('no server starts in an untrusted folder when the caller names none', () => {
  expect(chooseMcpServers(input)).toEqual({ args: ['--strict-mcp-config'], rules: [], folder: 'ignored' });
});

test('the usual servers start in a trusted folder when the caller says nothing', () => {
  expect(chooseMcpServers({ ...input, folderTrust: 'trusted' })).toEqual({ args: [], rules: [], folder: 'used' });
});

test('a read-only run gets none of the usual servers: the settings may allow their tools', () => {
  const plan = chooseMcpServers({ ...input, folderTrust: 'trusted', permission: 'read-only' });
  expect(plan).toEqual({ args: ['--strict-mcp-config'], rules: [], folder: 'ignored' });
});

test('an empty list means none, in a trusted folder as well', () => {
  const plan = chooseMcpServers({ ...input, folderTrust: 'trusted', mcpServers: [] });
  expect(plan).toEqual({ args: ['--strict-mcp-config'], rules: [], folder: 'ignored' });
});

test('defined servers are handed over in a private file, and no others start', () => {
  expect(chooseMcpServers({ ...input, folderTrust: 'trusted', mcpServers: [local, remote] })).toMatchInlineSnapshot(`
    {
      "args": [
        "--strict-mcp-config",
        "--mcp-config=/tmp/scratch/mcp-servers.json",
      ],
      "files": {
        "mcp-servers.json": "{"mcpServers":{"local":{"type":"stdio","command":"server","args":["--stdio"],"env":{"TOKEN":"secret"}},"the remote one":{"type":"http","url":"https://example.com/mcp","headers":{"Authorization":"Bearer secret"}}}}",
      },
      "folder": "ignored",
      "rules": [
        "mcp__local",
        "mcp__the_remote_one",
      ],
    }
  `);
});

test("the CLI's own servers are let in by their names, and no others", () => {
  expect(chooseMcpServers({ ...input, mcpServers: [local, own] })).toMatchInlineSnapshot(`
    {
      "args": [
        "--settings={"allowedMcpServers":[{"serverName":"local"},{"serverName":"own"}]}",
        "--mcp-config=/tmp/scratch/mcp-servers.json",
      ],
      "files": {
        "mcp-servers.json": "{"mcpServers":{"local":{"type":"stdio","command":"server","args":["--stdio"],"env":{"TOKEN":"secret"}}}}",
      },
      "folder": "ignored",
      "rules": [
        "mcp__local",
        "mcp__own",
      ],
    }
  `);
});

test('a trusted folder may bring a server that was named', () => {
  expect(chooseMcpServers({ ...input, folderTrust: 'trusted', mcpServers: [own] }).folder).toBe('used');
});

test('strictMcpConfig leaves only defined servers', () => {
  const options = { strictMcpConfig: true };
  expect(chooseMcpServers({ ...input, folderTrust: 'trusted', options }).args).toEqual(['--strict-mcp-config']);
  expect(chooseMcpServers({ ...input, options, mcpServers: [local, own] }).args).toEqual([
    '--strict-mcp-config',
    '--mcp-config=/tmp/scratch/mcp-servers.json',
  ]);
});
