import type { Permission, Warning } from '@llm-gateway/core/provider';
import { grokTools, type GrokTool } from './grok-tools.js';
import type { GrokOptions } from './options.js';

export interface ToolChoice {
  /** All tools that Grok gets, by their ids. Absent: all there are. */
  readonly only?: readonly string[];
  readonly without: readonly string[];
  /** Rules for what may be done with a tool. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly warnings: readonly Warning[];
}

/** Which of its built-in tools Grok gets: those of the permission, narrowed by the caller's lists. */
export function chooseTools(
  permission: Permission,
  { allowedTools = [], disallowedTools = [] }: GrokOptions,
): ToolChoice {
  const atLevel = grokTools.filter((tool) => levels.indexOf(tool.permission) <= levels.indexOf(permission));
  const allowed = allowedTools.map(readEntry);
  const disallowed = disallowedTools.map(readEntry);

  const offered = allowed.filter((entry) => isOffered(entry, permission, atLevel));
  const chosen = offered.flatMap(({ tool }) => (tool ? [tool, ...(tool.needs ? [tool.needs] : [])] : []));
  const removed = disallowed.flatMap(({ tool, rule }) => (tool && !rule ? [tool] : []));
  const without = grokTools.filter((tool) => removed.includes(tool) || (tool.needs && removed.includes(tool.needs)));
  const only = allowedTools.length > 0 ? chosen : permission === 'full' ? undefined : atLevel;
  const hasRules = offered.some(({ rule }) => rule !== undefined);
  return {
    ...(only && { only: idsOf(only.filter((tool) => !without.includes(tool))) }),
    without: idsOf(without),
    // One rule takes the general approval away, so the other tools need rules of their own.
    allow: hasRules ? offered.flatMap(({ tool, rule }) => rule ?? tool?.subject ?? []) : [],
    deny: disallowed.flatMap(({ tool, rule }) => rule ?? (tool?.isForbiddenByRule ? (tool.subject ?? []) : [])),
    warnings: [
      ...allowed.filter((entry) => !offered.includes(entry)).map((entry) => unavailable(entry, permission)),
      ...disallowed.filter(({ tool, rule }) => !tool && !rule).map(unknown),
    ],
  };
}

const levels: readonly Permission[] = ['read-only', 'edit', 'full'];

interface Entry {
  readonly text: string;
  /** Absent: no tool of Grok's own. */
  readonly tool?: GrokTool;
  /** Set for an entry like `Bash(git *)`, and for a tool of an MCP server. */
  readonly rule?: string;
}

function readEntry(text: string): Entry {
  const [, name = '', pattern] = /^\s*(\w+)(?:\(([^,\\]*)\))?\s*$/.exec(text) ?? [];
  const tool = grokTools.find(({ ids, aliases = [] }) => [...ids, ...aliases].includes(name));
  if (!tool) return { text, ...readServerTool(text) };
  if (pattern === undefined) return { text, tool };
  return tool.subject === undefined ? { text } : { text, tool, rule: `${tool.subject}(${pattern})` };
}

/** `mcp__server__tool` or `server__tool`; a `*` stands for all of a server's tools. */
function readServerTool(text: string): { readonly rule?: string } {
  const [, name] = /^\s*(?:mcp__)?([\w-]+__(?:[\w-]+|\*))\s*$/.exec(text) ?? [];
  return name === undefined ? {} : { rule: `MCPTool(${name})` };
}

/** Below `full` a rule could only allow what the permission allows anyhow, or more. */
function isOffered({ tool, rule }: Entry, permission: Permission, atLevel: readonly GrokTool[]): boolean {
  return tool !== undefined && atLevel.includes(tool) && (rule === undefined || permission === 'full');
}

function idsOf(tools: readonly GrokTool[]): readonly string[] {
  return [...new Set(tools.flatMap(({ ids }) => ids))];
}

function unavailable({ text, tool, rule }: Entry, permission: Permission): Warning {
  const unknownTool = rule === undefined ? 'Grok has no such tool' : 'MCP servers are named in mcpServers';
  const reason = tool === undefined ? unknownTool : `permission "${permission}" does not include it`;
  return { code: 'unsupported-setting', message: `"${text}" was left out of allowedTools: ${reason}.` };
}

function unknown({ text }: Entry): Warning {
  return { code: 'unsupported-setting', message: `"${text}" of disallowedTools has no effect: Grok has no such tool.` };
}
