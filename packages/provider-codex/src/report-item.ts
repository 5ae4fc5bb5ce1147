import type { AgentEvent, JsonValue } from '@llm-gateway/core/provider';
import type { OutputItem } from './output-schema.js';

interface ItemPhase {
  readonly isComplete: boolean;
  /** The tool calls that were reported; some items come only when they are complete. */
  readonly toolsBegun: Set<string>;
}

/** What an item of the agent's turn says, as events. */
export function reportItem(item: OutputItem, { isComplete, toolsBegun }: ItemPhase): readonly AgentEvent[] {
  switch (item.type) {
    case 'agent_message':
      return isComplete ? [{ type: 'text', delta: item.text, messageId: item.id }] : [];
    case 'reasoning':
      return isComplete ? [{ type: 'thought', delta: item.text, messageId: item.id }] : [];
    case 'error':
      return [{ type: 'warning', warning: { code: 'other', message: brief(`Codex says: ${item.message}`) } }];
    case 'command_execution':
    case 'file_change':
    case 'mcp_tool_call':
    case 'web_search':
      return [...begin(item, toolsBegun), ...(isComplete ? [...end(item), ...effects(item)] : [])];
    default:
      return item satisfies never;
  }
}

type ToolItem = Exclude<OutputItem, { readonly type: 'agent_message' | 'reasoning' | 'error' }>;

function begin(item: ToolItem, toolsBegun: Set<string>): readonly AgentEvent[] {
  if (toolsBegun.has(item.id)) return [];
  toolsBegun.add(item.id);
  return [{ type: 'tool-call', callId: item.id, ...toolOf(item) }];
}

/** The names by which the model calls these tools. */
function toolOf(item: ToolItem): { readonly name: string; readonly input: JsonValue } {
  switch (item.type) {
    case 'command_execution':
      return { name: 'exec_command', input: { command: item.command } };
    case 'file_change':
      return { name: 'apply_patch', input: { changes: item.changes } };
    case 'mcp_tool_call':
      return { name: `mcp__${item.server}/${item.tool}`, input: item.arguments };
    case 'web_search':
      return { name: 'web_search', input: { query: item.query } };
    default:
      return item satisfies never;
  }
}

function end(item: ToolItem): readonly AgentEvent[] {
  const output = outputOf(item);
  const isError = item.type !== 'web_search' && item.status !== 'completed';
  return [{ type: 'tool-result', callId: item.id, ...(output !== undefined && { output }), isError }];
}

function outputOf(item: ToolItem): JsonValue | undefined {
  switch (item.type) {
    case 'command_execution':
      return item.aggregated_output;
    case 'mcp_tool_call':
      return item.error?.message ?? item.result?.structured_content ?? item.result?.content;
    case 'file_change':
    case 'web_search':
      return undefined;
    default:
      return item satisfies never;
  }
}

const changes = { add: 'create', update: 'modify', delete: 'delete' } as const;

/** What the call did, or was kept from doing. */
function effects(item: ToolItem): readonly AgentEvent[] {
  switch (item.type) {
    case 'file_change':
      if (item.status !== 'completed') return [];
      return item.changes.map(({ path, kind }) => ({ type: 'file-change', path, change: changes[kind] }));
    case 'command_execution':
      return item.status === 'declined' ? [refusal(`run the command "${item.command}"`)] : [];
    case 'mcp_tool_call':
      // 0.169.0 refuses a tool whose annotations do not say that it only reads, or is neither destructive nor open to the world.
      return item.error?.message.includes('requires approval')
        ? [refusal(`call the tool "${item.tool}" of the MCP server "${item.server}"`)]
        : [];
    case 'web_search':
      return [];
    default:
      return item satisfies never;
  }
}

function refusal(what: string): AgentEvent {
  return {
    type: 'warning',
    warning: { code: 'permission-denied', message: brief(`Codex was not allowed to ${what}.`) },
  };
}

function brief(message: string): string {
  return message.length > LONGEST_WARNING ? `${message.slice(0, LONGEST_WARNING)}…` : message;
}

const LONGEST_WARNING = 300;
