import type { Permission } from '@llm-gateway/core/provider';

/** The built-in tools of a read-only run. All others, Bash among them, then do not exist. */
export const readOnlyTools: readonly string[] = ['Glob', 'Grep', 'Read', 'ToolSearch', 'WebFetch', 'WebSearch'];

const editingTools: readonly string[] = ['Edit', 'MultiEdit', 'NotebookEdit', 'Write'];

/** Tools that do nothing by themselves: what a subagent calls is held against the same rules. */
const harmlessTools: readonly string[] = [
  ...readOnlyTools,
  'Agent',
  'ListMcpResourcesTool',
  'LS',
  'NotebookRead',
  'ReadMcpResourceTool',
  'Task',
  'TaskCreate',
  'TaskGet',
  'TaskList',
  'TaskUpdate',
  'TodoRead',
  'TodoWrite',
];

/**
 * The lowest permission that covers a rule such as `Read`, `Edit(src/**)` or `Bash(git log:*)`. Claude Code splits a rule at
 * commas and spaces outside the brackets, so what is not plainly one known tool counts as anything.
 */
export function levelOfRule(rule: string): Permission {
  const [, name = ''] = /^([\w-]+\*?)(?:\([^()]*\))?$/.exec(rule) ?? [];
  // Which MCP servers there are is decided elsewhere.
  if (name.startsWith('mcp__') || harmlessTools.includes(name)) return 'read-only';
  return editingTools.includes(name) ? 'edit' : 'full';
}
