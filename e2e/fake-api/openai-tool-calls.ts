import type { ToolCall } from './behaviour.ts';
import { listOf, recordOf, textOf } from './read-json.ts';

export interface FormattedToolCall {
  readonly type: 'function_call' | 'custom_tool_call';
  readonly name: { readonly name: string; readonly namespace?: string };
  /** JSON for a function, free text for a custom tool. */
  readonly payload: string;
}

/**
 * Words a tool call in the form in which the request offers the tool. Codex 0.169.0 has three:
 * functions (gpt-5.5), free-form tools (`apply_patch`: the input's one text is sent bare), and, for the newer
 * models, one tool `exec` that runs JavaScript in which all other tools are functions.
 */
export function formatToolCall(call: ToolCall, request: unknown): FormattedToolCall {
  const { tools, input } = recordOf(request);
  const extraTools = listOf(input)
    .map(recordOf)
    .filter((item) => item['type'] === 'additional_tools')
    .flatMap((item) => listOf(item['tools']));
  const direct = [...listOf(tools), ...extraTools].flatMap(withMembers).map(recordOf);
  const offered = direct.find((tool) => tool['name'] === call.name);

  if (offered?.['type'] === 'custom')
    return { type: 'custom_tool_call', name: { name: call.name }, payload: freeText(call) };
  if (!offered && direct.some(isScriptTool))
    return { type: 'custom_tool_call', name: { name: 'exec' }, payload: script(call) };
  return { type: 'function_call', name: splitName(call.name), payload: JSON.stringify(call.input) };
}

function withMembers(tool: unknown): readonly unknown[] {
  const { type, tools } = recordOf(tool);
  return type === 'namespace' ? listOf(tools) : [tool];
}

function isScriptTool(tool: Readonly<Record<string, unknown>>): boolean {
  return tool['type'] === 'custom' && tool['name'] === 'exec';
}

function script(call: ToolCall): string {
  const argument = call.name === 'apply_patch' ? freeText(call) : call.input;
  return `text(await tools.${call.name.replace('/', '__')}(${JSON.stringify(argument)}));`;
}

function freeText({ input }: ToolCall): string {
  return textOf(Object.values(input)[0]);
}

/** A tool of an MCP server lives in the server's namespace; a test writes `mcp__server/tool`. */
function splitName(name: string): FormattedToolCall['name'] {
  const slash = name.indexOf('/');
  return slash === -1 ? { name } : { namespace: name.slice(0, slash), name: name.slice(slash + 1) };
}
