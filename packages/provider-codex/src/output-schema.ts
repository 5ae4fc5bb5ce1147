import * as z from 'zod';

/** One line of `codex exec --json`, as 0.169.0 prints them. What else it holds is ignored. */
export const outputLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('thread.started'), thread_id: z.string().min(1) }),
  z.object({ type: z.literal('turn.started') }),
  z.object({ type: z.literal('item.started'), item: z.unknown() }),
  z.object({ type: z.literal('item.updated'), item: z.unknown() }),
  z.object({ type: z.literal('item.completed'), item: z.unknown() }),
  z.object({ type: z.literal('turn.completed'), usage: z.unknown() }),
  z.object({ type: z.literal('turn.failed'), error: z.object({ message: z.string() }) }),
  z.object({ type: z.literal('error'), message: z.string() }),
]);

const id = z.string().min(1);

/** What the agent said or did. A tool's item comes twice, when it begins and when it has ended. */
export const outputItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('agent_message'), id, text: z.string() }),
  z.object({ type: z.literal('reasoning'), id, text: z.string() }),
  z.object({ type: z.literal('error'), id, message: z.string() }),
  z.object({
    type: z.literal('command_execution'),
    id,
    command: z.string(),
    aggregated_output: z.string().default(''),
    status: z.string(),
  }),
  z.object({
    type: z.literal('file_change'),
    id,
    changes: z.array(z.object({ path: z.string().min(1), kind: z.enum(['add', 'update', 'delete']) })),
    status: z.string(),
  }),
  z.object({
    type: z.literal('mcp_tool_call'),
    id,
    server: z.string(),
    tool: z.string(),
    arguments: z.json().default(null),
    result: z.object({ content: z.json(), structured_content: z.json().default(null) }).nullish(),
    error: z.object({ message: z.string() }).nullish(),
    status: z.string(),
  }),
  z.object({ type: z.literal('web_search'), id, query: z.string().default('') }),
]);

export type OutputItem = z.output<typeof outputItem>;

/** Counted over the whole thread. Cached tokens are part of the input. */
export const turnUsage = z.object({
  input_tokens: z.number(),
  cached_input_tokens: z.number().default(0),
  output_tokens: z.number(),
});
