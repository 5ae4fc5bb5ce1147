import type { JsonValue } from '@llm-gateway/core/provider';
import * as z from 'zod';

/** A field that is missing, `null`, or of another shape than it used to be, is as good as not there. */
function maybe<Schema extends z.ZodType>(schema: Schema): z.ZodCatch<z.ZodOptional<Schema>> {
  return schema.optional().catch(undefined);
}

const text = maybe(z.string());
const name = maybe(z.string().min(1));
const count = maybe(z.int().nonnegative());
/** Whatever it is, it came out of JSON. */
const json = z.custom<JsonValue>();

/** Set on what a subagent says and does. */
const parent = { parent_tool_use_id: name };

const mcpServers = z.array(z.object({ name: z.string(), status: z.string() }));

const modelUsage = z.record(
  z.string(),
  z.object({
    inputTokens: count,
    outputTokens: count,
    cacheReadInputTokens: count,
    cacheCreationInputTokens: count,
    costUSD: maybe(z.number().nonnegative()),
  }),
);

export type ModelUsage = z.output<typeof modelUsage>;

const system = z.discriminatedUnion('subtype', [
  z.object({
    type: z.literal('system'),
    subtype: z.literal('init'),
    session_id: z.string().min(1),
    model: name,
    mcp_servers: maybe(mcpServers),
  }),
  z.object({
    type: z.literal('system'),
    subtype: z.literal('api_retry'),
    attempt: count,
    max_retries: count,
    error_status: count,
  }),
  z.object({
    type: z.literal('system'),
    subtype: z.literal('model_fallback'),
    original_model: z.string(),
    fallback_model: z.string(),
  }),
  z.object({
    type: z.literal('system'),
    subtype: z.literal('permission_denied'),
    tool_name: z.string(),
    tool_use_id: z.string(),
  }),
  // Heard of elsewhere, or of no interest to anyone.
  z.object({
    type: z.literal('system'),
    subtype: z.enum([
      'background_tasks_changed',
      'status',
      'task_notification',
      'task_progress',
      'task_started',
      'task_updated',
      'thinking_tokens',
    ]),
  }),
]);

/** One line of `--output-format stream-json`. What else it holds is ignored. */
export const outputLine = z.discriminatedUnion('type', [
  system,
  z.object({ type: z.literal('stream_event'), ...parent, event: z.unknown() }),
  z.object({
    type: z.literal('assistant'),
    ...parent,
    message: z.object({ id: name, content: z.array(z.unknown()) }),
    /** The kind of API error that this message, made by the CLI itself, tells of. */
    error: name,
  }),
  z.object({
    type: z.literal('user'),
    ...parent,
    message: z.object({ content: z.union([z.string(), z.array(z.unknown())]) }),
    tool_use_result: z.unknown().optional(),
  }),
  z.object({
    type: z.literal('rate_limit_event'),
    rate_limit_info: z.object({ status: z.string(), resetsAt: maybe(z.int().positive().max(8_640_000_000_000)) }),
  }),
  z.object({
    type: z.literal('result'),
    subtype: text,
    is_error: maybe(z.boolean()),
    api_error_status: count,
    terminal_reason: text,
    stop_reason: text,
    result: text,
    structured_output: json.optional(),
    errors: maybe(z.array(z.string())),
    usage: maybe(
      z.object({
        input_tokens: count,
        output_tokens: count,
        cache_read_input_tokens: count,
        cache_creation_input_tokens: count,
      }),
    ),
    total_cost_usd: maybe(z.number().nonnegative()),
    modelUsage: maybe(modelUsage),
    model_usage_since_last_result: maybe(modelUsage),
    permission_denials: maybe(z.array(z.object({ tool_name: z.string(), tool_use_id: z.string() }))),
  }),
]);

export type OutputLine = z.output<typeof outputLine>;
export type SystemLine = Extract<OutputLine, { type: 'system' }>;
export type MessageLine = Extract<OutputLine, { type: 'stream_event' | 'assistant' | 'user' }>;
export type ResultLine = Extract<OutputLine, { type: 'result' }>;

/** The raw events of the API that matter: the others announce what arrives whole soon after. */
export const streamEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: z.object({ id: z.string().min(1), model: name }) }),
  z.object({
    type: z.literal('content_block_delta'),
    delta: z.discriminatedUnion('type', [
      z.object({ type: z.literal('text_delta'), text: z.string() }),
      z.object({ type: z.literal('thinking_delta'), thinking: z.string() }),
    ]),
  }),
]);

/** A part of a message of the agent, or of the answer to it. */
export const contentBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('thinking'), thinking: z.string() }),
  z.object({ type: z.literal('tool_use'), id: z.string().min(1), name: z.string().min(1), input: json.default({}) }),
  z.object({
    type: z.literal('tool_result'),
    tool_use_id: z.string().min(1),
    content: json.optional(),
    is_error: maybe(z.boolean()),
  }),
]);

/** What the tools that write files tell of it, beside the text for the model. */
export const fileChange = z.union([
  z
    .object({ filePath: z.string().min(1), structuredPatch: z.array(z.unknown()), type: text })
    .transform(({ filePath, type }) => ({ path: filePath, isNew: type === 'create' })),
  z
    .object({ notebook_path: z.string().min(1), updated_file: z.string() })
    .transform(({ notebook_path }) => ({ path: notebook_path, isNew: false })),
]);
