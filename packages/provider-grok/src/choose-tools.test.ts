import { expect, test } from 'vitest';
import { chooseTools } from './choose-tools.js';

test('a read-only run gets the tools that read', () => {
  expect(chooseTools('read-only', {})).toMatchInlineSnapshot(`
    {
      "allow": [],
      "deny": [],
      "only": [
        "read_file",
        "hashline_read",
        "list_dir",
        "grep",
        "hashline_grep",
        "todo_write",
        "web_search",
      ],
      "warnings": [],
      "without": [],
    }
  `);
});

test('an edit gets those that change files as well, and a full run whatever there is', () => {
  expect(chooseTools('edit', {}).only?.slice(-3)).toEqual(['search_replace', 'hashline_edit', 'write']);
  expect(chooseTools('full', {}).only).toBeUndefined();
});

test('allowed tools never widen the permission', () => {
  const { only, warnings } = chooseTools('read-only', { allowedTools: ['Read', 'Bash', 'write', 'Edit(src/**)'] });
  expect({ only, warnings }).toMatchInlineSnapshot(`
    {
      "only": [
        "read_file",
        "hashline_read",
      ],
      "warnings": [
        {
          "code": "unsupported-setting",
          "message": ""Bash" was left out of allowedTools: permission "read-only" does not include it.",
        },
        {
          "code": "unsupported-setting",
          "message": ""write" was left out of allowedTools: permission "read-only" does not include it.",
        },
        {
          "code": "unsupported-setting",
          "message": ""Edit(src/**)" was left out of allowedTools: permission "read-only" does not include it.",
        },
      ],
    }
  `);
});

test('names that Grok does not know are left out, because they would make it forget the list', () => {
  const { only, warnings } = chooseTools('full', { allowedTools: ['nope', 'constructor', 'docs__search', 'Grep'] });
  expect({ only, warnings }).toMatchInlineSnapshot(`
    {
      "only": [
        "grep",
        "hashline_grep",
      ],
      "warnings": [
        {
          "code": "unsupported-setting",
          "message": ""nope" was left out of allowedTools: Grok has no such tool.",
        },
        {
          "code": "unsupported-setting",
          "message": ""constructor" was left out of allowedTools: Grok has no such tool.",
        },
        {
          "code": "unsupported-setting",
          "message": ""docs__search" was left out of allowedTools: MCP servers are named in mcpServers.",
        },
      ],
    }
  `);
});

test('a list of which nothing is left allows nothing', () => {
  expect(chooseTools('full', { allowedTools: ['nope'] }).only).toEqual([]);
});

test('an allowed command takes away the general approval, so that the other tools get rules of their own', () => {
  const { only, allow } = chooseTools('full', { allowedTools: ['Bash(git *)', 'Bash(ls)', 'Write', 'todo_write'] });
  expect({ only, allow }).toMatchInlineSnapshot(`
    {
      "allow": [
        "Bash(git *)",
        "Bash(ls)",
        "Write",
      ],
      "only": [
        "run_terminal_cmd",
        "write",
        "todo_write",
      ],
    }
  `);
});

test('the names of Claude Code and those that the model sees are understood', () => {
  const { only } = chooseTools('full', { allowedTools: ['run_terminal_command', 'Glob', 'Task', 'Edit'] });
  expect(only).toMatchInlineSnapshot(`
    [
      "run_terminal_cmd",
      "list_dir",
      "Task",
      "search_replace",
      "hashline_edit",
      "read_file",
      "hashline_read",
    ]
  `);
});

test('forbidden tools are taken away, and with one those that cannot do without it', () => {
  const { only, without, deny, warnings } = chooseTools('edit', {
    disallowedTools: ['Read', 'Bash(rm *)', 'mcp__docs__search', 'docs__*', 'nope', 'Write(a,b)'],
  });
  expect({ only, without, deny, warnings }).toMatchInlineSnapshot(`
    {
      "deny": [
        "Bash(rm *)",
        "MCPTool(docs__search)",
        "MCPTool(docs__*)",
      ],
      "only": [
        "list_dir",
        "grep",
        "hashline_grep",
        "todo_write",
        "web_search",
        "write",
      ],
      "warnings": [
        {
          "code": "unsupported-setting",
          "message": ""nope" of disallowedTools has no effect: Grok has no such tool.",
        },
        {
          "code": "unsupported-setting",
          "message": ""Write(a,b)" of disallowedTools has no effect: Grok has no such tool.",
        },
      ],
      "without": [
        "read_file",
        "hashline_read",
        "search_replace",
        "hashline_edit",
      ],
    }
  `);
});

test('a forbidden shell is forbidden to every tool that runs commands', () => {
  expect(chooseTools('full', { disallowedTools: ['run_terminal_command'] })).toMatchObject({
    without: ['run_terminal_cmd'],
    deny: ['Bash'],
  });
});
