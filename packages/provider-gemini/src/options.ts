import * as z from 'zod';

/** Gemini CLI splits these values at commas, so one with a comma would become two. */
const oneValue = z.string().regex(/^[^,\0]+$/, 'must not be empty or hold a comma');

/** The request fields that only Gemini CLI has. */
export const options = z.strictObject({
  approvalMode: z
    .enum(['default', 'auto_edit', 'yolo'])
    .optional()
    .describe('default: permission read-only; auto_edit: edit; yolo: full.'),
  allowedTools: z
    .array(oneValue)
    .optional()
    .describe('Run without asking, e.g. "run_shell_command(git)". With permission full: these and no more.'),
  includeDirs: z.array(oneValue).optional().describe('More folders that the agent may work in.'),
});

export type GeminiOptions = z.output<typeof options>;
