import * as z from 'zod';

/** What only this CLI can be asked for. */
export const options = z.strictObject({
  paceMs: z.int().min(0).max(10_000).optional().describe('Milliseconds between two pieces of text. Default: 150.'),
  unattended: z.boolean().optional().describe('Asks for permission "full".'),
});

export type SampleOptions = z.output<typeof options>;
