import * as z from 'zod';

const json = z.json();

const tokens = z.object({
  total_tokens: z.number().optional(),
  input_tokens: z.number().optional(),
  output_tokens: z.number().optional(),
  cached: z.number().optional(),
});

/** What `--output-format=stream-json` prints (0.61.0). */
export const outputLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('init'), session_id: z.string(), model: z.string().optional() }),
  z.object({ type: z.literal('message'), role: z.enum(['user', 'assistant']), content: z.string() }),
  z.object({
    type: z.literal('tool_use'),
    tool_name: z.string(),
    tool_id: z.string(),
    parameters: z.record(z.string(), json).default({}),
  }),
  z.object({
    type: z.literal('tool_result'),
    tool_id: z.string(),
    status: z.enum(['success', 'error']),
    output: json.optional(),
    error: z.object({ type: z.string().optional(), message: z.string().optional() }).optional(),
  }),
  z.object({ type: z.literal('error'), severity: z.string().optional(), message: z.string() }),
  z.object({
    type: z.literal('result'),
    status: z.enum(['success', 'error']),
    error: z.object({ message: z.string() }).optional(),
    stats: tokens.extend({ models: z.record(z.string(), tokens).optional() }).optional(),
  }),
]);

export type OutputLine = z.output<typeof outputLine>;
export type ResultLine = Extract<OutputLine, { type: 'result' }>;
