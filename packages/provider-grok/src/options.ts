import * as z from 'zod';

const toolList = z.array(z.string().regex(/^[^\0]+$/)).optional();

/** The request fields that only Grok has. */
export const grokOptions = z.strictObject({
  outputFormat: z
    .enum(['plain', 'json', 'streaming-json'])
    .optional()
    .describe("plain: the answer; json: one object; streaming-json: Grok's event lines."),
  alwaysApprove: z.boolean().optional().describe('Permission "full".'),
  permissionMode: z
    .enum(['default', 'acceptEdits', 'auto', 'dontAsk', 'bypassPermissions', 'plan'])
    .optional()
    .describe('default, dontAsk, plan: permission read-only; acceptEdits: edit; auto, bypassPermissions: full.'),
  reasoningEffort: z
    .string()
    .regex(/^\w[\w-]{0,39}$/)
    .optional()
    .describe('Same as effort, which wins.'),
  allowedTools: toolList.describe('These tools and no more, e.g. "read_file", "Bash(git *)".'),
  disallowedTools: toolList.describe('Never these tools.'),
  maxTurns: z.int().min(1).max(10_000).optional().describe('Most model calls in this run.'),
  outputSchema: z.record(z.string(), z.json()).optional().describe('JSON Schema of the answer.'),
});

export type GrokOptions = z.output<typeof grokOptions>;
