import type { JsonValue } from '@llm-gateway/core/provider';
import * as z from 'zod';

const sessionDetail = z.object({
  /** See `findFolderVariables`. */
  folderVariables: z.union([z.array(z.string()), z.literal('unknown')]),
  /** The file of the conversation to continue under a new id. */
  file: z.string().optional(),
});

/** What `resolveSession` found on the disk and `buildCommand` needs. */
export type SessionDetail = z.output<typeof sessionDetail>;

/** The detail of a plan. One that says nothing counts as nothing known, which is never trusted. */
export function readDetail(detail: JsonValue | undefined): SessionDetail {
  return sessionDetail.safeParse(detail).data ?? { folderVariables: 'unknown' };
}
