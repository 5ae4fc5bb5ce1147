import type { BuildInput } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { buildCommand } from './build-command.js';
import { confineEdits } from './confine-edits.js';
import type { GrokOptions } from './options.js';

const id = '01a20569-5c05-7511-a438-19e62f01b2ea';

const input: BuildInput<GrokOptions> = {
  executable: '/usr/local/bin/grok',
  version: '1.0.41',
  prompt: 'Explain this.',
  cwd: '/w/p',
  session: { kind: 'new' },
  permission: 'read-only',
  folderTrust: 'untrusted',
  scratchDir: '/tmp/scratch',
  platform: 'linux',
  options: {},
};

/** What sets the command apart from that of the plain read-only run. */
function changes(given: Partial<BuildInput<GrokOptions>>): readonly string[] {
  const plain = buildCommand(input).args;
  return buildCommand({ ...input, ...given }).args.filter((argument) => !plain.includes(argument));
}

test('starts a turn that can only read', () => {
  expect(buildCommand(input)).toMatchInlineSnapshot(`
    {
      "args": [
        "--prompt-file=/tmp/scratch/prompt.txt",
        "--verbatim",
        "--output-format=streaming-messages-json",
        "--include-partial-messages",
        "--permission-mode=dontAsk",
        "--tools=read_file,hashline_read,list_dir,grep,hashline_grep,todo_write,web_search",
        "--disallowed-tools=search_tool,use_tool",
        "--deny=Bash,Edit,MCPTool",
      ],
      "env": {
        "GROK_DISABLE_AUTOUPDATER": "1",
        "GROK_FOLDER_TRUST": "1",
        "GROK_MAX_RETRIES": "1",
        "GROK_TITLE_REFRESH": "0",
        "GROK_TURN_SUMMARY": "0",
        "GROK_TURN_TRANSIENT_RETRY": "0",
      },
      "file": "/usr/local/bin/grok",
      "files": {
        "prompt.txt": "Explain this.",
      },
      "folder": {
        "hooks": "ignored",
        "instructions": "ignored",
        "mcpServers": "ignored",
        "settings": "ignored",
      },
      "warnings": [],
    }
  `);
});

test('lets an edit change files in its folder and nowhere else, whatever the user has configured', () => {
  const [tools, allow, deny] = changes({ permission: 'edit' });
  expect({ tools, allow }).toMatchInlineSnapshot(`
    {
      "allow": "--allow=Edit(/w/p/**)",
      "tools": "--tools=read_file,hashline_read,list_dir,grep,hashline_grep,todo_write,web_search,search_replace,hashline_edit,write",
    }
  `);
  expect(deny).toBe(`--deny=${['Bash', ...confineEdits('/w/p')!.deny, 'MCPTool'].join(',')}`);
});

test('may only read where no rule can name the folder, and says so', () => {
  const { args, warnings } = buildCommand({ ...input, permission: 'edit', cwd: '/w/a,b' });
  expect(args.filter((argument) => /^--(allow|deny)=/.test(argument))).toEqual(['--deny=Bash,Edit,MCPTool']);
  expect(warnings).toMatchInlineSnapshot(`
    [
      {
        "code": "unsupported-setting",
        "message": "Grok may only read: none of its rules can hold it to the folder "/w/a,b".",
      },
    ]
  `);
});

test('approves everything with full', () => {
  expect(buildCommand({ ...input, permission: 'full' }).args).toMatchInlineSnapshot(`
    [
      "--prompt-file=/tmp/scratch/prompt.txt",
      "--verbatim",
      "--output-format=streaming-messages-json",
      "--include-partial-messages",
      "--always-approve",
      "--background-wait-timeout=120",
    ]
  `);
});

test("leaves approval to Grok's own judgement where a full run asks for that", () => {
  const options = { permissionMode: 'auto' } as const;
  expect(changes({ permission: 'full', options })[0]).toBe('--permission-mode=auto');
});

test('obeys the permission and not the fields that asked for one', () => {
  expect(changes({ options: { alwaysApprove: true, permissionMode: 'bypassPermissions' } })).toEqual([]);
});

test('a list of tools of which none is left means no tools at all', () => {
  expect(changes({ options: { allowedTools: ['Bash'] } })).toMatchInlineSnapshot(`
    [
      "--tools=todo_write",
      "--disallowed-tools=search_tool,use_tool,todo_write",
    ]
  `);
});

test('a full run with a list gets these tools and no more', () => {
  const options = { allowedTools: ['Bash(git *)', 'Read'], disallowedTools: ['Bash(git push *)'] };
  expect(changes({ permission: 'full', options })).toMatchInlineSnapshot(`
    [
      "--tools=run_terminal_cmd,read_file,hashline_read",
      "--allow=Bash(git *)",
      "--allow=Read",
      "--deny=Bash(git push *),MCPTool",
      "--background-wait-timeout=120",
    ]
  `);
});

test.each([
  ['resume', [`--resume=${id}`]],
  ['fork', [`--resume=${id}`, '--fork-session']],
  ['latest', ['--continue']],
] as const)('continues a conversation: %s', (kind, args) => {
  expect(changes({ session: { kind, nativeId: id } })).toEqual(args);
});

test('never asks for an empty id, which Grok takes for the latest conversation', () => {
  expect(changes({ session: { kind: 'resume' } })).toEqual(['--resume=00000000-0000-0000-0000-000000000000']);
});

test('passes on what else the caller asked for', () => {
  const options = { reasoningEffort: 'high', maxTurns: 5, outputSchema: { type: 'object' } };
  expect(changes({ model: 'grok-4.6', options })).toMatchInlineSnapshot(`
    [
      "--model=grok-4.6",
      "--reasoning-effort=high",
      "--max-turns=5",
      "--json-schema={"type":"object"}",
    ]
  `);
  expect(changes({ effort: 'low', options: { reasoningEffort: 'high' } })).toEqual(['--reasoning-effort=low']);
});

test('hands the prompt over in a file, as text', () => {
  expect(buildCommand({ ...input, prompt: '/compact @a.txt' }).files).toEqual({
    'prompt.txt': '\u115F/compact \u115F@a.txt',
  });
});

test('takes nothing from a folder, and all of it from a trusted one', () => {
  const { env, folder, warnings } = buildCommand({ ...input, folderTrust: 'trusted' });
  expect({ trust: env?.['GROK_FOLDER_TRUST'], folder, warnings }).toMatchInlineSnapshot(`
    {
      "folder": {
        "hooks": "used",
        "instructions": "used",
        "mcpServers": "used",
        "settings": "used",
      },
      "trust": "0",
      "warnings": [],
    }
  `);
});

test('says that Grok trusts the folder by itself', () => {
  const session = { kind: 'new', detail: { isTrustedByGrok: true } } as const;
  const { env, folder, warnings } = buildCommand({ ...input, session });
  expect({ trust: env?.['GROK_FOLDER_TRUST'], folder, warnings }).toMatchInlineSnapshot(`
    {
      "folder": {
        "hooks": "used",
        "instructions": "used",
        "mcpServers": "used",
        "settings": "used",
      },
      "trust": "1",
      "warnings": [
        {
          "code": "other",
          "message": "Grok itself was told to trust "/w/p", so the folder's hooks, MCP servers and settings are used. Grok keeps that in trusted_folders.toml.",
        },
      ],
    }
  `);
});
