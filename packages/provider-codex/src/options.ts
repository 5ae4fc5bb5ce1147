import * as z from 'zod';

/** The request fields that only Codex has. */
export const codexOptions = z.strictObject({
  fullAuto: z.boolean().optional().describe('Deprecated: permission "edit".'),
  dangerouslyBypassApprovalsAndSandbox: z.boolean().optional().describe('Permission "full".'),
  outputSchema: z.record(z.string(), z.unknown()).optional().describe('JSON Schema of the answer.'),
  webSearch: z
    .enum(['disabled', 'cached', 'live'])
    .optional()
    .describe("Web search. Default: as in Codex's configuration."),
});

export type CodexOptions = z.output<typeof codexOptions>;
