import type { Permission, Warning } from '@llm-gateway/core/provider';
import type { ClaudeOptions } from './options.js';
import { levelOfRule, readOnlyTools } from './tool-levels.js';

export interface ToolPlan {
  readonly args: readonly string[];
  readonly warnings: readonly Warning[];
}

/** What the agent may do, by the permission alone; the options may only narrow it. */
export function chooseTools(
  permission: Permission,
  { options, mcpRules }: { readonly options: ClaudeOptions; readonly mcpRules: readonly string[] },
): ToolPlan {
  const { allowedTools = [], disallowedTools = [] } = options;
  const tooHigh = allowedTools.filter((rule) => ranks[levelOfRule(rule)] > ranks[permission]);
  return {
    args: [
      `--permission-mode=${modeFor(permission, options)}`,
      // No rule of the user's settings brings back a tool that is not there.
      ...(permission === 'read-only' ? [`--tools=${readOnlyTools.join(',')}`] : []),
      ...[...rulesWithin(permission, allowedTools), ...mcpRules].map((rule) => `--allowedTools=${rule}`),
      ...[...lingeringTools(permission), ...disallowedTools].map((rule) => `--disallowedTools=${rule}`),
    ],
    warnings: tooHigh.map((rule) => ({
      code: 'unsupported-setting',
      message: `The allowed tool "${rule}" was left out: it needs permission "${levelOfRule(rule)}".`,
    })),
  };
}

const ranks: Readonly<Record<Permission, number>> = { 'read-only': 0, edit: 1, full: 2 };

/** Always named, because the user's settings may make any mode the default. */
function modeFor(permission: Permission, { allowedTools = [], dangerouslySkipPermissions }: ClaudeOptions): string {
  switch (permission) {
    case 'read-only':
      return 'default';
    case 'edit':
      return 'acceptEdits';
    case 'full': {
      // Rules that need `full` ask for those tools, and not for everything.
      const isNarrowed = !dangerouslySkipPermissions && allowedTools.some((rule) => levelOfRule(rule) === 'full');
      return isNarrowed ? 'acceptEdits' : 'bypassPermissions';
    }
    default:
      return permission satisfies never;
  }
}

/** `edit` allows changes in the folder already; a bare rule `Edit` would allow them everywhere. */
function rulesWithin(permission: Permission, rules: readonly string[]): readonly string[] {
  return permission === 'full' ? rules : rules.filter((rule) => levelOfRule(rule) === 'read-only');
}

/** With these, 2.1.330 waits after its answer, for hours if it comes to that. A run is one turn. */
function lingeringTools(permission: Permission): readonly string[] {
  return permission === 'read-only' ? [] : ['CronCreate', 'Monitor', 'ScheduleWakeup'];
}
