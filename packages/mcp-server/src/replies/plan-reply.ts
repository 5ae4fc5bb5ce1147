import type { RequestPlan } from '@llm-gateway/core';
import type { CallToolResult } from '@modelcontextprotocol/server';

/** What a dry run shows: everything that would happen, but no secret and not the prompt over again. */
export function planReply(plan: RequestPlan): CallToolResult {
  const shown = describePlan(plan);
  return {
    content: [{ type: 'text', text: JSON.stringify(shown, undefined, 2) }],
    structuredContent: { status: 'planned', plan: shown },
  };
}

export function describePlan({ command, ...plan }: RequestPlan): Record<string, unknown> {
  const { file, args, stdin = '', env = {}, files = {} } = command;
  return {
    ...plan,
    command: {
      file,
      args,
      stdinBytes: Buffer.byteLength(stdin),
      environment: Object.keys(env),
      files: Object.keys(files),
    },
  };
}
