import type { SessionPlan } from '@llm-gateway/core/provider';
import * as z from 'zod';

const sessionDetail = z.object({
  /** Grok itself was told to trust the folder: what lies in it runs, whatever the gateway says. */
  isTrustedByGrok: z.boolean().default(false),
});

export type SessionDetail = z.output<typeof sessionDetail>;

/** What `resolveSession` found out, as `buildCommand` gets it back. */
export function readSessionDetail({ detail }: SessionPlan): SessionDetail {
  const parsed = sessionDetail.safeParse(detail);
  return parsed.success ? parsed.data : { isTrustedByGrok: false };
}
