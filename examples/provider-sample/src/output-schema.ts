import * as z from 'zod';

/** What `sample-agent run` prints, as far as the provider reads it. Loose: keys that a later version adds are ignored. */
export const outputLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session'), id: z.string() }),
  z.object({ type: z.literal('model'), id: z.string() }),
  z.object({ type: z.literal('thinking'), text: z.string() }),
  z.object({ type: z.literal('text'), message: z.string(), delta: z.string() }),
  z.object({ type: z.literal('tool-call'), id: z.string(), name: z.string(), input: z.json() }),
  z.object({ type: z.literal('tool-result'), id: z.string(), output: z.string(), isError: z.boolean().optional() }),
  z.object({ type: z.literal('file-change'), path: z.string(), change: z.enum(['create', 'modify', 'delete']) }),
  z.object({
    type: z.literal('usage'),
    inputTokens: z.int().nonnegative(),
    cachedTokens: z.int().nonnegative(),
    outputTokens: z.int().nonnegative(),
  }),
  z.object({
    type: z.literal('result'),
    status: z.enum(['ok', 'error']),
    text: z.string().optional(),
    code: z.string().optional(),
    retryAfterMs: z.number().nonnegative().optional(),
  }),
]);

export type OutputLine = z.output<typeof outputLine>;
