import * as z from 'zod';

/** One argument's worth of text. The rule stays out of the published schema, which every client pays for. */
const argument = z
  .string()
  .refine((text) => text !== '' && !text.includes('\0'), { error: 'must not be empty or hold a NUL' });

/** The request fields that only Claude Code has. */
export const claudeOptions = z.strictObject({
  outputFormat: z.enum(['text', 'json', 'stream-json']).optional().describe('How the answer is shown. Default: text.'),
  continueSession: z.boolean().optional().describe('Same as resumeLatest.'),
  allowedTools: z
    .array(argument)
    .optional()
    .describe('Run without asking, e.g. "Bash(git log:*)". With permission full: these and no more.'),
  disallowedTools: z.array(argument).optional().describe('Never run.'),
  dangerouslySkipPermissions: z.boolean().optional().describe('Same as permission full.'),
  strictMcpConfig: z.boolean().optional().describe('Refuse undefined mcpServers; use no others.'),
  appendSystemPrompt: argument.optional().describe('Added to the system prompt.'),
  addDirs: z.array(argument).optional().describe('More folders to work in.'),
  maxTurns: z.int().min(1).max(1000).optional().describe('Stop after so many model calls.'),
  maxBudgetUsd: z.number().min(0.01).max(10_000).optional().describe('Stop at this cost.'),
  outputSchema: z.looseObject({}).optional().describe('JSON Schema of the answer.'),
  fallbackModel: argument.optional().describe('Used when the model is overloaded or unknown.'),
});

export type ClaudeOptions = z.output<typeof claudeOptions>;
