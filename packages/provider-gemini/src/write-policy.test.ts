import { expect, test } from 'vitest';
import { writePolicy } from './write-policy.js';

test('read-only allows tools that look, and what a named MCP server calls read-only', () => {
  expect(writePolicy('read-only', ['docs'])).toMatchInlineSnapshot(`
    "[[rule]]
    toolName = ["complete_task","get_internal_docs","glob","google_web_search","grep_search","list_directory","read_file","read_many_files","update_topic"]
    decision = "allow"
    priority = 999

    [[rule]]
    toolName = "invoke_agent"
    argsPattern = '\\x00"agent_name":"(cli_help|codebase_investigator|generalist)"\\x00'
    decision = "allow"
    priority = 999

    [[rule]]
    mcpName = "docs"
    toolName = "*"
    toolAnnotations = { readOnlyHint = true }
    decision = "allow"
    priority = 999

    [[rule]]
    toolName = "*"
    decision = "deny"
    priority = 998
    "
  `);
});

test('edit also allows the editing tools and all tools of a named MCP server', () => {
  expect(writePolicy('edit', ['docs'])).toMatchInlineSnapshot(`
    "[[rule]]
    toolName = ["complete_task","get_internal_docs","glob","google_web_search","grep_search","list_directory","read_file","read_many_files","update_topic","replace","write_file","write_todos"]
    decision = "allow"
    priority = 999

    [[rule]]
    toolName = "invoke_agent"
    argsPattern = '\\x00"agent_name":"(cli_help|codebase_investigator|generalist)"\\x00'
    decision = "allow"
    priority = 999

    [[rule]]
    mcpName = "docs"
    toolName = "*"
    decision = "allow"
    priority = 999

    [[rule]]
    toolName = "*"
    decision = "deny"
    priority = 998
    "
  `);
});
