import type { BuildInput } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { buildCommand } from './build-command.js';
import type { SampleOptions } from './options.js';

const input: BuildInput<SampleOptions> = {
  executable: '/opt/sample-agent',
  version: '1.0.0',
  prompt: '--help',
  cwd: '/work/project',
  session: { kind: 'new' },
  permission: 'read-only',
  folderTrust: 'untrusted',
  scratchDir: '/tmp/scratch',
  platform: 'linux',
  options: {},
};

test('starts a new conversation', () => {
  expect(buildCommand(input)).toMatchInlineSnapshot(`
    {
      "args": [
        "run",
        "--permission=read-only",
      ],
      "file": "/opt/sample-agent",
      "folder": {
        "hooks": "ignored",
        "instructions": "ignored",
        "mcpServers": "ignored",
        "settings": "ignored",
      },
      "stdin": "--help",
    }
  `);
});

test('continues, forks and takes up the latest conversation', () => {
  expect(buildCommand({ ...input, session: { kind: 'resume', nativeId: 'abc' } }).args).toMatchInlineSnapshot(`
    [
      "run",
      "--resume=abc",
      "--permission=read-only",
    ]
  `);
  expect(buildCommand({ ...input, session: { kind: 'fork', detail: 'abc' } }).args).toMatchInlineSnapshot(`
    [
      "run",
      "--fork=abc",
      "--permission=read-only",
    ]
  `);
  expect(buildCommand({ ...input, session: { kind: 'latest' } }).args).toMatchInlineSnapshot(`
    [
      "run",
      "--continue",
      "--permission=read-only",
    ]
  `);
});

test('passes on what the caller chose', () => {
  const chosen = { model: 'sample-large', effort: 'high', permission: 'edit', options: { paceMs: 0 } } as const;
  expect(buildCommand({ ...input, ...chosen }).args).toMatchInlineSnapshot(`
    [
      "run",
      "--permission=edit",
      "--model=sample-large",
      "--effort=high",
      "--pace=0",
    ]
  `);
});

test('says that it cannot use MCP servers', () => {
  expect(buildCommand({ ...input, mcpServers: [{ name: 'docs' }] }).warnings).toMatchInlineSnapshot(`
    [
      {
        "code": "unsupported-setting",
        "message": "The sample agent knows no MCP servers; "mcpServers" was left out.",
      },
    ]
  `);
});
