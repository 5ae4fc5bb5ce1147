import { expect, test } from 'vitest';
import { chooseTools } from './choose-tools.js';

test('a read-only run has no tool that writes or runs anything, whatever the settings allow', () => {
  expect(chooseTools('read-only', { options: {}, mcpRules: [] })).toMatchInlineSnapshot(`
    {
      "args": [
        "--permission-mode=default",
        "--tools=Glob,Grep,Read,ToolSearch,WebFetch,WebSearch",
      ],
      "warnings": [],
    }
  `);
});

test('an editing run may change files in its folder', () => {
  expect(chooseTools('edit', { options: {}, mcpRules: [] })).toMatchInlineSnapshot(`
    {
      "args": [
        "--permission-mode=acceptEdits",
        "--disallowedTools=CronCreate",
        "--disallowedTools=Monitor",
        "--disallowedTools=ScheduleWakeup",
      ],
      "warnings": [],
    }
  `);
});

test('a full run may do everything', () => {
  expect(chooseTools('full', { options: {}, mcpRules: [] })).toMatchInlineSnapshot(`
    {
      "args": [
        "--permission-mode=bypassPermissions",
        "--disallowedTools=CronCreate",
        "--disallowedTools=Monitor",
        "--disallowedTools=ScheduleWakeup",
      ],
      "warnings": [],
    }
  `);
});

test('a full run with rules may do what they say, and no more', () => {
  const options = { allowedTools: ['Bash(git log:*)', 'Edit'] };
  expect(chooseTools('full', { options, mcpRules: [] })).toMatchInlineSnapshot(`
    {
      "args": [
        "--permission-mode=acceptEdits",
        "--allowedTools=Bash(git log:*)",
        "--allowedTools=Edit",
        "--disallowedTools=CronCreate",
        "--disallowedTools=Monitor",
        "--disallowedTools=ScheduleWakeup",
      ],
      "warnings": [],
    }
  `);
});

test('a full run with rules and the bypass may do everything', () => {
  const options = { allowedTools: ['Bash(git log:*)'], dangerouslySkipPermissions: true };
  expect(chooseTools('full', { options, mcpRules: [] }).args[0]).toBe('--permission-mode=bypassPermissions');
});

test('rules and the bypass raise no lower level', () => {
  const options = {
    allowedTools: ['Read', 'Edit', 'Bash', 'Read Bash(touch *)', 'mcp__docs__search'],
    dangerouslySkipPermissions: true,
  };
  expect(chooseTools('read-only', { options, mcpRules: [] })).toMatchInlineSnapshot(`
    {
      "args": [
        "--permission-mode=default",
        "--tools=Glob,Grep,Read,ToolSearch,WebFetch,WebSearch",
        "--allowedTools=Read",
        "--allowedTools=mcp__docs__search",
      ],
      "warnings": [
        {
          "code": "unsupported-setting",
          "message": "The allowed tool "Edit" was left out: it needs permission "edit".",
        },
        {
          "code": "unsupported-setting",
          "message": "The allowed tool "Bash" was left out: it needs permission "full".",
        },
        {
          "code": "unsupported-setting",
          "message": "The allowed tool "Read Bash(touch *)" was left out: it needs permission "full".",
        },
      ],
    }
  `);
  expect(chooseTools('edit', { options, mcpRules: [] })).toMatchInlineSnapshot(`
    {
      "args": [
        "--permission-mode=acceptEdits",
        "--allowedTools=Read",
        "--allowedTools=mcp__docs__search",
        "--disallowedTools=CronCreate",
        "--disallowedTools=Monitor",
        "--disallowedTools=ScheduleWakeup",
      ],
      "warnings": [
        {
          "code": "unsupported-setting",
          "message": "The allowed tool "Bash" was left out: it needs permission "full".",
        },
        {
          "code": "unsupported-setting",
          "message": "The allowed tool "Read Bash(touch *)" was left out: it needs permission "full".",
        },
      ],
    }
  `);
});

test('what is forbidden stays forbidden at every level', () => {
  const options = { disallowedTools: ['WebFetch', 'Read(~/.ssh/**)'] };
  for (const permission of ['read-only', 'edit', 'full'] as const) {
    const { args } = chooseTools(permission, { options, mcpRules: [] });
    expect(args.slice(-2)).toEqual(['--disallowedTools=WebFetch', '--disallowedTools=Read(~/.ssh/**)']);
  }
});

test('the servers that the caller named may be used', () => {
  expect(chooseTools('read-only', { options: {}, mcpRules: ['mcp__docs'] }).args).toContain('--allowedTools=mcp__docs');
});
