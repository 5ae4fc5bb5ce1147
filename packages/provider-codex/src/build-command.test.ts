import type { BuildInput } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { buildCommand } from './build-command.js';
import type { CodexOptions } from './options.js';

const id = '01a20539-72d1-7b61-81b6-ead0a293d938';

const input: BuildInput<CodexOptions> = {
  executable: '/usr/local/bin/codex',
  version: '0.169.0',
  prompt: 'Explain this.',
  cwd: '/work/project',
  session: { kind: 'new', detail: { mcpServers: [] } },
  permission: 'read-only',
  folderTrust: 'untrusted',
  scratchDir: '/tmp/scratch',
  platform: 'linux',
  options: {},
};

test('starts a turn that can only read', () => {
  expect(buildCommand(input)).toMatchInlineSnapshot(`
    {
      "args": [
        "exec",
        "--json",
        "--skip-git-repo-check",
        "--sandbox",
        "read-only",
        "--ignore-rules",
        "--config",
        "approval_policy="never"",
        "--config",
        "approvals_reviewer="user"",
        "--config",
        "features.unbounded_connection_retries=false",
        "--config",
        "projects={"/work/project"={"trust_level"="untrusted"},"/work"={"trust_level"="untrusted"},"/"={"trust_level"="untrusted"}}",
        "--config",
        "features.plugins=false",
        "--config",
        "features.apps=false",
        "-",
      ],
      "env": {},
      "file": "/usr/local/bin/codex",
      "folder": {
        "hooks": "ignored",
        "instructions": "used",
        "mcpServers": "ignored",
        "settings": "ignored",
      },
      "stdin": "Explain this.",
      "warnings": [],
    }
  `);
});

test('lets an edit change files in its folder and nowhere else, whatever the user has configured', () => {
  expect(buildCommand({ ...input, permission: 'edit' }).args).toMatchInlineSnapshot(`
    [
      "exec",
      "--json",
      "--skip-git-repo-check",
      "--sandbox",
      "workspace-write",
      "--ignore-rules",
      "--config",
      "approval_policy="never"",
      "--config",
      "approvals_reviewer="user"",
      "--config",
      "sandbox_workspace_write.writable_roots=[]",
      "--config",
      "features.unbounded_connection_retries=false",
      "--config",
      "projects={"/work/project"={"trust_level"="untrusted"},"/work"={"trust_level"="untrusted"},"/"={"trust_level"="untrusted"}}",
      "-",
    ]
  `);
});

test('lifts the sandbox with full, and leaves the rules of the user in force', () => {
  expect(buildCommand({ ...input, permission: 'full' }).args).toMatchInlineSnapshot(`
    [
      "exec",
      "--json",
      "--skip-git-repo-check",
      "--sandbox",
      "danger-full-access",
      "--config",
      "approval_policy="never"",
      "--config",
      "approvals_reviewer="user"",
      "--config",
      "features.unbounded_connection_retries=false",
      "--config",
      "projects={"/work/project"={"trust_level"="untrusted"},"/work"={"trust_level"="untrusted"},"/"={"trust_level"="untrusted"}}",
      "-",
    ]
  `);
});

test('obeys the permission and not the fields that asked for one', () => {
  const options = { fullAuto: true, dangerouslyBypassApprovalsAndSandbox: true };
  const { args, warnings } = buildCommand({ ...input, options });
  expect(args).toEqual(buildCommand(input).args);
  expect(warnings).toMatchInlineSnapshot(`
    [
      {
        "code": "deprecated-setting",
        "message": "Codex has no full-auto mode any more; permission "edit" took its place.",
      },
    ]
  `);
});

test('takes the settings of a trusted folder', () => {
  const { args, folder } = buildCommand({ ...input, folderTrust: 'trusted', permission: 'full' });
  expect({ args, folder }).toMatchInlineSnapshot(`
    {
      "args": [
        "exec",
        "--json",
        "--skip-git-repo-check",
        "--sandbox",
        "danger-full-access",
        "--config",
        "approval_policy="never"",
        "--config",
        "approvals_reviewer="user"",
        "--config",
        "features.unbounded_connection_retries=false",
        "--config",
        "projects={"/work/project"={"trust_level"="trusted"}}",
        "-",
      ],
      "folder": {
        "hooks": "used",
        "instructions": "used",
        "mcpServers": "used",
        "settings": "used",
      },
    }
  `);
});

test('resumes a thread with all that Codex does not carry over, its flags before the sub-command', () => {
  const detail = { mcpServers: [], model: 'gpt-5.5', effort: 'high' };
  const { args } = buildCommand({ ...input, permission: 'full', session: { kind: 'resume', nativeId: id, detail } });
  expect(args).toMatchInlineSnapshot(`
    [
      "exec",
      "--json",
      "--skip-git-repo-check",
      "--sandbox",
      "danger-full-access",
      "--model=gpt-5.5",
      "--config",
      "approval_policy="never"",
      "--config",
      "approvals_reviewer="user"",
      "--config",
      "model_reasoning_effort="high"",
      "--config",
      "features.unbounded_connection_retries=false",
      "--config",
      "projects={"/work/project"={"trust_level"="untrusted"},"/work"={"trust_level"="untrusted"},"/"={"trust_level"="untrusted"}}",
      "resume",
      "01a20539-72d1-7b61-81b6-ead0a293d938",
      "-",
    ]
  `);
});

test('forks a thread with the model and the effort that the request names', () => {
  const detail = { mcpServers: [], model: 'gpt-5.5', effort: 'high' };
  const session = { kind: 'fork', nativeId: id, detail } as const;
  const { args } = buildCommand({ ...input, permission: 'full', session, model: 'gpt-6-sol', effort: 'low' });
  expect(args).toMatchInlineSnapshot(`
    [
      "exec",
      "--json",
      "--skip-git-repo-check",
      "--sandbox",
      "danger-full-access",
      "--model=gpt-6-sol",
      "--config",
      "approval_policy="never"",
      "--config",
      "approvals_reviewer="user"",
      "--config",
      "model_reasoning_effort="low"",
      "--config",
      "features.unbounded_connection_retries=false",
      "--config",
      "projects={"/work/project"={"trust_level"="untrusted"},"/work"={"trust_level"="untrusted"},"/"={"trust_level"="untrusted"}}",
      "fork",
      "01a20539-72d1-7b61-81b6-ead0a293d938",
      "-",
    ]
  `);
});

test('lets a plan without an id fail rather than start a new thread', () => {
  expect(buildCommand({ ...input, session: { kind: 'resume' } }).args.slice(-3)).toEqual([
    'resume',
    '00000000-0000-0000-0000-000000000000',
    '-',
  ]);
});

test('asks for an answer of a given form, and for the web', () => {
  const outputSchema = { type: 'object', properties: { answer: { type: 'string' } } };
  const { args, files } = buildCommand({ ...input, permission: 'full', options: { outputSchema, webSearch: 'live' } });
  expect({ args, files }).toMatchInlineSnapshot(`
    {
      "args": [
        "exec",
        "--json",
        "--skip-git-repo-check",
        "--sandbox",
        "danger-full-access",
        "--output-schema=/tmp/scratch/answer-schema.json",
        "--config",
        "approval_policy="never"",
        "--config",
        "approvals_reviewer="user"",
        "--config",
        "web_search="live"",
        "--config",
        "features.unbounded_connection_retries=false",
        "--config",
        "projects={"/work/project"={"trust_level"="untrusted"},"/work"={"trust_level"="untrusted"},"/"={"trust_level"="untrusted"}}",
        "-",
      ],
      "files": {
        "answer-schema.json": "{"type":"object","properties":{"answer":{"type":"string"}}}",
      },
    }
  `);
});

test('starts the MCP servers that the request names', () => {
  const session = { kind: 'new', detail: { mcpServers: ['docs', 'tracker'] } } as const;
  const mcpServers = [
    { name: 'tracker' },
    { name: 'search', definition: { command: 'search', env: { SEARCH_TOKEN: 'secret' } } },
    { name: 'nope' },
  ];
  const { args, env, warnings } = buildCommand({ ...input, permission: 'full', session, mcpServers });
  expect({ args, env, warnings }).toMatchInlineSnapshot(`
    {
      "args": [
        "exec",
        "--json",
        "--skip-git-repo-check",
        "--sandbox",
        "danger-full-access",
        "--config",
        "approval_policy="never"",
        "--config",
        "approvals_reviewer="user"",
        "--config",
        "features.unbounded_connection_retries=false",
        "--config",
        "projects={"/work/project"={"trust_level"="untrusted"},"/work"={"trust_level"="untrusted"},"/"={"trust_level"="untrusted"}}",
        "--config",
        "features.plugins=false",
        "--config",
        "features.apps=false",
        "--config",
        "mcp_servers={"docs"={"enabled"=false},"search"={"command"="search","args"=[],"env_vars"=["SEARCH_TOKEN"]}}",
        "--config",
        "mcp_optional_startup_grace_ms=15000",
        "-",
      ],
      "env": {
        "SEARCH_TOKEN": "secret",
      },
      "warnings": [
        {
          "code": "unsupported-setting",
          "message": "There is no MCP server "nope" in Codex's configuration.",
        },
      ],
    }
  `);
});

test.each([
  '/help',
  '-x',
  '--help',
  'review',
  '@README.md',
  '!ls',
  ' spaces \n\n',
  'a\r\nb',
  '$(touch x)',
  'é'.repeat(100_000),
])('passes a hostile prompt on as it is', (prompt) => {
  const { args, stdin } = buildCommand({ ...input, prompt });
  expect(stdin).toBe(prompt);
  expect(args).toEqual(buildCommand(input).args);
});

test('gives a byte order mark twice, because Codex takes one', () => {
  expect(buildCommand({ ...input, prompt: '\uFEFFHello.' }).stdin).toBe('\uFEFF\uFEFFHello.');
});
