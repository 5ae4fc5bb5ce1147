import type { BuildInput } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { buildCommand } from './build-command.js';
import type { GeminiOptions } from './options.js';

const ID = '3f2b8c1e-0d4a-4c55-9a77-1f0e2d3c4b5a';

function input(changes: Partial<BuildInput<GeminiOptions>> = {}): BuildInput<GeminiOptions> {
  return {
    executable: '/usr/local/bin/gemini',
    version: '0.61.0',
    prompt: 'Say hello.',
    cwd: '/work/project',
    session: { kind: 'new', detail: { folderVariables: [] } },
    permission: 'read-only',
    folderTrust: 'untrusted',
    scratchDir: '/scratch',
    platform: 'linux',
    options: {},
    ...changes,
  };
}

test('looks at an untrusted folder without anything of it running', () => {
  expect({ ...buildCommand(input()), files: undefined }).toMatchInlineSnapshot(`
    {
      "args": [
        "--output-format=stream-json",
        "--approval-mode=default",
        "--policy=/scratch/policy.toml",
        "--skip-trust",
        "--allowed-mcp-server-names=no-mcp-server",
      ],
      "env": {
        "GEMINI_CLI_IDE_WORKSPACE_PATH": "",
        "GEMINI_CLI_NO_RELAUNCH": "true",
        "GEMINI_CLI_TRUST_WORKSPACE": "false",
        "TMPDIR": "/scratch",
      },
      "file": "/usr/local/bin/gemini",
      "files": undefined,
      "folder": {
        "hooks": "ignored",
        "instructions": "used",
        "mcpServers": "ignored",
        "settings": "ignored",
      },
      "stdin": "Say hello.",
    }
  `);
});

test('edits in a trusted folder with what the folder brings', () => {
  const { args, env, folder } = buildCommand(input({ permission: 'edit', folderTrust: 'trusted' }));
  expect({ args, env, folder }).toMatchInlineSnapshot(`
    {
      "args": [
        "--output-format=stream-json",
        "--approval-mode=auto_edit",
        "--policy=/scratch/policy.toml",
        "--allowed-mcp-server-names=no-mcp-server",
      ],
      "env": {
        "GEMINI_CLI_IDE_WORKSPACE_PATH": "",
        "GEMINI_CLI_NO_RELAUNCH": "true",
        "GEMINI_CLI_TRUST_WORKSPACE": "true",
        "TMPDIR": "/scratch",
      },
      "folder": {
        "hooks": "used",
        "instructions": "used",
        "mcpServers": "ignored",
        "settings": "used",
      },
    }
  `);
});

test('full is unchecked and writes no policy', () => {
  const { args, files } = buildCommand(input({ permission: 'full', model: 'pro' }));
  expect({ args, files }).toMatchInlineSnapshot(`
    {
      "args": [
        "--output-format=stream-json",
        "--model=pro",
        "--approval-mode=yolo",
        "--skip-trust",
      ],
      "files": undefined,
    }
  `);
});

test('a list of tools narrows full to these tools', () => {
  const options = { allowedTools: ['run_shell_command(git status)', 'web_fetch'], approvalMode: 'auto_edit' as const };
  expect(buildCommand(input({ permission: 'full', options })).args).toMatchInlineSnapshot(`
    [
      "--output-format=stream-json",
      "--approval-mode=auto_edit",
      "--allowed-tools=run_shell_command(git status)",
      "--allowed-tools=web_fetch",
      "--skip-trust",
    ]
  `);
});

test('a list of tools raises nothing below full', () => {
  const options = { allowedTools: ['read_file', 'run_shell_command'] };
  const { args, warnings } = buildCommand(input({ permission: 'edit', options }));
  expect({ args, warnings }).toMatchInlineSnapshot(`
    {
      "args": [
        "--output-format=stream-json",
        "--approval-mode=auto_edit",
        "--policy=/scratch/policy.toml",
        "--skip-trust",
        "--allowed-mcp-server-names=no-mcp-server",
      ],
      "warnings": [
        {
          "code": "unsupported-setting",
          "message": ""run_shell_command" needs the permission "full" and was left out.",
        },
      ],
    }
  `);
});

test('resumes by id and copies from a file', () => {
  const detail = { folderVariables: [], file: '/home/user/.gemini/tmp/project/chats/session-x.jsonl' };
  expect(buildCommand(input({ session: { kind: 'resume', nativeId: ID, detail } })).args[1]).toBe(`--resume=${ID}`);
  expect(buildCommand(input({ session: { kind: 'fork', detail } })).args[1]).toBe(`--session-file=${detail.file}`);
});

test('never resumes "the latest" for want of an id', () => {
  expect(buildCommand(input({ session: { kind: 'resume' } })).args[1]).toBe('--resume=none');
});

test('keeps the variables of an untrusted folder out by setting them to nothing', () => {
  const folderVariables = ['HTTPS_PROXY', 'TMPDIR', 'GEMINI_CLI_TRUST_WORKSPACE', 'GEMINI_CLI_NO_RELAUNCH'];
  const session = { kind: 'new', detail: { folderVariables } } as const;
  expect(buildCommand(input({ session })).env).toEqual({ ...buildCommand(input()).env, HTTPS_PROXY: '' });
  expect(buildCommand(input({ session, folderTrust: 'trusted' })).env).not.toHaveProperty('HTTPS_PROXY');
});

test('does not open an untrusted folder whose variables nobody knows', () => {
  const known = buildCommand(input()).args;
  for (const detail of [{ folderVariables: 'unknown' }, null, 'x']) {
    const { args } = buildCommand(input({ session: { kind: 'new', detail } }));
    expect(args).toEqual(known.filter((argument) => argument !== '--skip-trust'));
  }
});

test('starts the MCP servers that the caller names', () => {
  const { args, files } = buildCommand(input({ mcpServers: [{ name: 'docs' }, { name: 'issues' }] }));
  expect(args.filter((argument) => argument.includes('mcp'))).toEqual([
    '--allowed-mcp-server-names=docs',
    '--allowed-mcp-server-names=issues',
  ]);
  expect(files?.['policy.toml']).toContain('mcpName = "issues"');
});

test('adds folders and keeps values with a leading dash values', () => {
  expect(buildCommand(input({ model: '-m', options: { includeDirs: ['--x', '../lib'] } })).args).toMatchInlineSnapshot(`
    [
      "--output-format=stream-json",
      "--model=-m",
      "--approval-mode=default",
      "--policy=/scratch/policy.toml",
      "--skip-trust",
      "--allowed-mcp-server-names=no-mcp-server",
      "--include-directories=--x",
      "--include-directories=../lib",
    ]
  `);
});

test('says what it changed in the prompt', () => {
  const { stdin, warnings } = buildCommand(input({ prompt: '/help me with @README.md' }));
  expect({ stdin, warnings }).toMatchInlineSnapshot(`
    {
      "stdin": " /help me with \\@README.md",
      "warnings": [
        {
          "code": "other",
          "message": "Gemini CLI would take parts of the prompt for commands or files; they were sent as " /…" and "\\@…".",
        },
      ],
    }
  `);
});

test('puts temporary files where they are removed', () => {
  expect(buildCommand(input({ platform: 'win32' })).env).toMatchObject({ TEMP: '/scratch', TMP: '/scratch' });
});

test('refuses to run without the policy that it depends on', () => {
  expect(() => buildCommand(input({ scratchDir: '/a,b' }))).toThrow('it holds a comma');
  expect(buildCommand(input({ scratchDir: '/a,b', permission: 'full' })).files).toBeUndefined();
});
