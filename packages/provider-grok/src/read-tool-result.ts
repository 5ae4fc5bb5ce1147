import type { AgentEvent } from '@llm-gateway/core/provider';
import { toolOutput, type ToolResultBlock } from './output-schema.js';
import { parseJson } from './parse-json.js';

export interface ToolResult {
  readonly events: readonly AgentEvent[];
  /** Set when the tool needed somebody's word: Grok ends the turn then. */
  readonly endsTurn: boolean;
}

/** A tool's result: what it said, the file it changed, whether it was allowed to. */
export function readToolResult(
  { tool_use_id: callId, content, is_error: isError }: ToolResultBlock,
  toolName: string | undefined,
): ToolResult {
  const value = typeof content === 'string' ? parseJson(content) : content;
  const known = toolOutput.safeParse(value);
  const output = known.success ? known.data.text : value;
  const events: AgentEvent[] = [{ type: 'tool-result', callId, output, ...(isError && { isError }) }];
  if (known.success && 'edited' in known.data) events.push(fileChange(known.data));
  const said = isError && typeof output === 'string' ? output : '';
  const endsTurn = said.startsWith('User cancelled the execution for tool');
  if (endsTurn || DENIED.test(said)) {
    const message = `Grok was not allowed to use ${toolName === undefined ? 'a tool' : `"${toolName}"`}.`;
    events.push({ type: 'warning', warning: { code: 'permission-denied', message } });
  }
  return { events, endsTurn };
}

/** By a rule, or by the model that decides in `auto`. The agent is told and goes on. */
const DENIED = /^Tool `\w+` was not executed: Denied|^Auto mode blocked/;

function fileChange({ text, edited: path }: { readonly text: string; readonly edited: string }): AgentEvent {
  return { type: 'file-change', path, change: /has been created/.test(text) ? 'create' : 'modify' };
}
