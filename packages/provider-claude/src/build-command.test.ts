import type { BuildInput } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { buildCommand } from './build-command.js';
import type { ClaudeOptions } from './options.js';

const id = '57f210e0-0ad3-41cb-8884-c3a83c5a71c1';

const input: BuildInput<ClaudeOptions> = {
  executable: '/usr/local/bin/claude',
  version: '2.1.330',
  prompt: 'Explain this.',
  cwd: '/work/project',
  session: { kind: 'new' },
  permission: 'read-only',
  folderTrust: 'untrusted',
  scratchDir: '/tmp/scratch',
  platform: 'linux',
  options: {},
};

const plain = buildCommand(input).args;

/** What a change of the input adds to the argument list of a plain run. */
function added(changes: Partial<BuildInput<ClaudeOptions>>): readonly string[] {
  return buildCommand({ ...input, ...changes }).args.filter((argument) => !plain.includes(argument));
}

test('a new conversation that can only read, in a folder that nobody vouches for', () => {
  expect(buildCommand(input)).toMatchInlineSnapshot(`
    {
      "args": [
        "-p",
        "--output-format=stream-json",
        "--verbose",
        "--include-partial-messages",
        "--permission-mode=default",
        "--tools=Glob,Grep,Read,ToolSearch,WebFetch,WebSearch",
        "--setting-sources=user",
        "--strict-mcp-config",
      ],
      "env": {
        "CLAUDE_CODE_DISABLE_BACKGROUND_TASKS": "1",
        "CLAUDE_CODE_DISABLE_FILE_MENTIONS": "1",
        "CLAUDE_CODE_MAX_RETRIES": "2",
      },
      "file": "/usr/local/bin/claude",
      "folder": {
        "hooks": "ignored",
        "instructions": "ignored",
        "mcpServers": "ignored",
        "settings": "ignored",
      },
      "stdin": "Explain this.",
    }
  `);
});

test('a trusted folder is used as Claude Code itself would', () => {
  expect(buildCommand({ ...input, permission: 'edit', folderTrust: 'trusted' })).toMatchInlineSnapshot(`
    {
      "args": [
        "-p",
        "--output-format=stream-json",
        "--verbose",
        "--include-partial-messages",
        "--permission-mode=acceptEdits",
        "--disallowedTools=CronCreate",
        "--disallowedTools=Monitor",
        "--disallowedTools=ScheduleWakeup",
      ],
      "env": {
        "CLAUDE_CODE_DISABLE_BACKGROUND_TASKS": "1",
        "CLAUDE_CODE_DISABLE_FILE_MENTIONS": "1",
        "CLAUDE_CODE_MAX_RETRIES": "2",
      },
      "file": "/usr/local/bin/claude",
      "folder": {
        "hooks": "used",
        "instructions": "used",
        "mcpServers": "used",
        "settings": "used",
      },
      "stdin": "Explain this.",
    }
  `);
});

test('a conversation is continued by its id', () => {
  expect(added({ session: { kind: 'resume', nativeId: id } })).toMatchInlineSnapshot(`
    [
      "--resume=57f210e0-0ad3-41cb-8884-c3a83c5a71c1",
    ]
  `);
});

test('a fork continues a conversation under a new id', () => {
  expect(added({ session: { kind: 'fork', nativeId: id } })).toMatchInlineSnapshot(`
    [
      "--resume=57f210e0-0ad3-41cb-8884-c3a83c5a71c1",
      "--fork-session",
    ]
  `);
});

test('without an id nothing is continued, and no new conversation begins by mistake', () => {
  expect(added({ session: { kind: 'resume' } })).toMatchInlineSnapshot(`
    [
      "--resume=",
    ]
  `);
});

test('the common and the own fields become flags, each value behind an equals sign', () => {
  const options: ClaudeOptions = {
    appendSystemPrompt: '--help',
    addDirs: ['/work/project/with space', '--dangerously-skip-permissions'],
    maxTurns: 3,
    maxBudgetUsd: 0.25,
    outputSchema: { type: 'object', properties: { city: { type: 'string' } } },
    fallbackModel: 'sonnet',
  };
  expect(added({ model: 'opus', effort: 'high', options })).toMatchInlineSnapshot(`
    [
      "--model=opus",
      "--fallback-model=sonnet",
      "--effort=high",
      "--add-dir=/work/project/with space",
      "--add-dir=--dangerously-skip-permissions",
      "--append-system-prompt=--help",
      "--json-schema={"type":"object","properties":{"city":{"type":"string"}}}",
      "--max-turns=3",
      "--max-budget-usd=0.25",
    ]
  `);
});

test('a resumed conversation takes a new addition to the system prompt, however old the CLI', () => {
  const resumed: Partial<BuildInput<ClaudeOptions>> = {
    session: { kind: 'resume', nativeId: id },
    options: { appendSystemPrompt: 'Be brief.' },
  };
  expect(added(resumed)).toMatchInlineSnapshot(`
    [
      "--resume=57f210e0-0ad3-41cb-8884-c3a83c5a71c1",
      "--append-system-prompt=Be brief.",
      "--system-prompt-snapshot=off",
    ]
  `);
  expect(added({ ...resumed, version: '2.1.197' })).toMatchInlineSnapshot(`
    [
      "--resume=57f210e0-0ad3-41cb-8884-c3a83c5a71c1",
      "--append-system-prompt=Be brief.",
    ]
  `);
});

test('a prompt that begins with a slash gets a space before it, and is no command then', () => {
  expect(buildCommand({ ...input, prompt: '/cost' }).stdin).toBe(' /cost');
});

test.each(['--help', '@/etc/passwd', '!ls', '#', ' /cost', '\n/cost', '\uFEFFhello', '$(touch x)', 'two\r\nlines\n'])(
  'the prompt %j arrives as it is',
  (prompt) => {
    expect(buildCommand({ ...input, prompt })).toEqual({ ...buildCommand(input), stdin: prompt });
  },
);

test('an old CLI is kept from reading the files that a prompt mentions, too', () => {
  expect(buildCommand({ ...input, version: '2.1.197' }).env).toMatchInlineSnapshot(`
    {
      "CLAUDE_CODE_DISABLE_ATTACHMENTS": "1",
      "CLAUDE_CODE_DISABLE_BACKGROUND_TASKS": "1",
      "CLAUDE_CODE_MAX_RETRIES": "2",
    }
  `);
});

test('a CLI that does not tell its version counts as a new one', () => {
  expect(buildCommand({ ...input, version: 'unknown' })).toEqual(buildCommand(input));
});
