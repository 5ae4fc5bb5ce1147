import * as z from 'zod';

const text = z.string();
const count = z.number().int().min(0).catch(0);

const usage = z.object({
  /** Those not read from a cache. */
  input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
  output_tokens: count,
});

const contentBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text }),
  z.object({ type: z.literal('thinking'), thinking: text }),
  z.object({
    type: z.enum(['tool_use', 'server_tool_use']),
    id: text.min(1),
    name: text,
    input: z.json().default(null),
  }),
  z.object({ type: z.literal('web_search_tool_result'), tool_use_id: text.min(1), content: z.json().default(null) }),
]);

const toolResult = z.object({
  type: z.literal('tool_result'),
  tool_use_id: text.min(1),
  content: z.json().default(null),
  is_error: z.boolean().default(false),
});

const delta = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text_delta'), text }),
  z.object({ type: z.literal('thinking_delta'), thinking: text }),
  z.object({ type: z.enum(['input_json_delta', 'signature_delta']) }),
]);

const streamEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: z.object({ id: text }) }),
  z.object({ type: z.literal('content_block_delta'), delta }),
  z.object({ type: z.enum(['content_block_start', 'content_block_stop', 'message_delta', 'message_stop']) }),
]);

/** A block of a kind that is not known must not take the others of its message with it. */
function orNull<Schema extends z.ZodType>(schema: Schema): z.ZodCatch<z.ZodNullable<Schema>> {
  return schema.nullable().catch(null);
}

/** One line of `--output-format streaming-messages-json`, as 1.0.41 prints them. What else it holds is ignored. */
export const outputLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('system'), subtype: z.literal('init'), session_id: text, model: text }),
  z.object({ type: z.literal('stream_event'), event: streamEvent, parent_tool_use_id: z.null().optional() }),
  z.object({
    type: z.literal('assistant'),
    message: z.object({ id: text, model: text, content: z.array(orNull(contentBlock)) }),
    parent_tool_use_id: z.null().optional(),
  }),
  z.object({
    type: z.literal('user'),
    message: z.object({
      content: z.array(orNull(toolResult)),
    }),
  }),
  z.object({
    type: z.literal('result'),
    subtype: text,
    is_error: z.boolean(),
    result: text.optional(),
    stop_reason: text.nullish(),
    errors: z.array(text).default([]),
    structured_output: z.json().optional(),
    usage: usage.optional().catch(undefined),
    total_cost_usd: z.number().min(0).catch(0),
  }),
]);

export type OutputLine = z.output<typeof outputLine>;
export type ResultLine = Extract<OutputLine, { readonly type: 'result' }>;
export type Delta = z.output<typeof delta>;
export type ToolResultBlock = z.output<typeof toolResult>;
export type ContentBlock = z.output<typeof contentBlock>;

/** What Grok's tools return, as text inside a tool's result. */
export const toolOutput = z.union([
  z.object({ output_for_prompt: text }).transform((output) => ({ text: output.output_for_prompt })),
  z
    .object({ FileContent: z.object({ raw_output: text }) })
    .transform(({ FileContent }) => ({ text: FileContent.raw_output })),
  z
    .object({ EditsApplied: z.object({ absolute_path: text.min(1), tool_output_for_prompt: text }) })
    .transform(({ EditsApplied: { absolute_path: path, tool_output_for_prompt: said } }) => ({
      text: said,
      edited: path,
    })),
  z.object({ output: z.object({ OkayOutput: text }) }).transform(({ output }) => ({ text: output.OkayOutput })),
  z
    .array(z.object({ content: z.object({ text }) }))
    .min(1)
    .transform((blocks) => ({ text: blocks.map(({ content }) => content.text).join('\n') })),
]);
