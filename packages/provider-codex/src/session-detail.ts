import type { SessionPlan } from '@llm-gateway/core/provider';
import * as z from 'zod';

const threadUsage = z.object({ inputTokens: z.number(), cachedInputTokens: z.number(), outputTokens: z.number() });

/** What Codex has counted over a whole thread. */
export type ThreadUsage = z.output<typeof threadUsage>;

const sessionDetail = z.object({
  /** The MCP servers of the user's own configuration. */
  mcpServers: z.array(z.string()).default([]),
  /** What the thread was last run with: a resumed run gets neither by itself. */
  model: z.string().exactOptional(),
  effort: z.string().exactOptional(),
  /** What the thread had used before this run. Absent on a resumed thread: not known. */
  usageBefore: threadUsage.exactOptional(),
});

export type SessionDetail = z.output<typeof sessionDetail>;

/** What `resolveSession` found out, as `buildCommand` and `parseOutput` get it back. */
export function readSessionDetail({ detail }: SessionPlan): SessionDetail {
  const parsed = sessionDetail.safeParse(detail);
  return parsed.success ? parsed.data : { mcpServers: [] };
}
