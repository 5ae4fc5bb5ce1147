import type { Permission } from '@llm-gateway/core/provider';

export interface GrokTool {
  /** What `--tools` and `--disallowed-tools` call it: its usual form, and the one that the user's `file_toolset` puts in its place. */
  readonly ids: readonly [string, ...string[]];
  /** Other names in use: as the model sees it, as Claude Code calls it. */
  readonly aliases?: readonly string[];
  /** What rules call it. Absent: rules do not reach it. */
  readonly subject?: string;
  /** True: to forbid the tool, its rule is needed as well, because other tools do the same. */
  readonly isForbiddenByRule?: boolean;
  /** The lowest permission that includes it. */
  readonly permission: Permission;
  /** 1.0.41 does not start with this tool and without that one. */
  readonly needs?: GrokTool;
}

const readFile: GrokTool = {
  ids: ['read_file', 'hashline_read'],
  aliases: ['Read'],
  subject: 'Read',
  permission: 'read-only',
};

/** The built-in tools of 1.0.41 whose names were tried; a name that it does not know makes it forget the whole of `--tools`. */
export const grokTools: readonly GrokTool[] = [
  readFile,
  { ids: ['list_dir'], aliases: ['LS', 'Glob'], permission: 'read-only' },
  { ids: ['grep', 'hashline_grep'], aliases: ['Grep'], subject: 'Grep', permission: 'read-only' },
  { ids: ['todo_write'], aliases: ['TodoWrite'], permission: 'read-only' },
  { ids: ['web_search'], aliases: ['WebSearch'], permission: 'read-only' },
  {
    ids: ['search_replace', 'hashline_edit'],
    aliases: ['Edit', 'MultiEdit'],
    subject: 'Edit',
    permission: 'edit',
    needs: readFile,
  },
  { ids: ['write'], aliases: ['Write'], subject: 'Write', permission: 'edit' },
  { ids: ['web_fetch'], aliases: ['WebFetch'], subject: 'WebFetch', permission: 'full' },
  {
    ids: ['run_terminal_cmd'],
    aliases: ['run_terminal_command', 'Bash'],
    subject: 'Bash',
    isForbiddenByRule: true,
    permission: 'full',
  },
  { ids: ['Task'], aliases: ['Agent', 'spawn_subagent'], permission: 'full' },
  { ids: ['monitor'], permission: 'full' },
  { ids: ['workflow'], permission: 'full' },
  { ids: ['image_gen'], permission: 'full' },
];
