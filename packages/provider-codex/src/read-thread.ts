import type { FolderEntry, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import type { SessionDetail } from './session-detail.js';

/** What the end of a thread's file says of it. A member that the file does not tell is left out. */
export async function readThread(
  rollout: FolderEntry,
  { readTextFile }: ProviderContext,
): Promise<Omit<SessionDetail, 'mcpServers'>> {
  if (rollout.bytes > LARGEST_ROLLOUT) return {};
  const text = (await readTextFile(rollout.path, { maxBytes: rollout.bytes })) ?? '';
  return { ...lastTurn(text), ...totalUsage(text) };
}

/** The file can only be read from its start; one this large is not worth it. */
const LARGEST_ROLLOUT = 32 * 1024 * 1024;

const turnContext = z.object({ payload: z.object({ model: z.string(), effort: z.string().exactOptional() }) });

function lastTurn(text: string): { readonly model?: string; readonly effort?: string } {
  const line = turnContext.safeParse(lastLineWith('"type":"turn_context"', text));
  if (!line.success) return {};
  const { model, effort } = line.data.payload;
  return { model, ...(effort !== undefined && { effort }) };
}

const tokenCount = z.object({
  payload: z.object({
    info: z.object({
      total_token_usage: z.object({
        input_tokens: z.number(),
        cached_input_tokens: z.number().default(0),
        output_tokens: z.number(),
      }),
    }),
  }),
});

function totalUsage(text: string): Pick<SessionDetail, 'usageBefore'> {
  const line = tokenCount.safeParse(lastLineWith(TOTAL, text));
  if (!line.success) return isUnused(text) ? { usageBefore: noUsage } : {};
  const { input_tokens, cached_input_tokens, output_tokens } = line.data.payload.info.total_token_usage;
  return {
    usageBefore: { inputTokens: input_tokens, cachedInputTokens: cached_input_tokens, outputTokens: output_tokens },
  };
}

const TOTAL = '"total_token_usage":{';
const noUsage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

/** Nothing was counted yet. A forked thread goes on counting from its parent's total, which stands in another file. */
function isUnused(text: string): boolean {
  return text !== '' && !text.includes(TOTAL) && !text.includes('"forked_from_id":"');
}

/** `marker` has a bare quote, so it cannot stand inside a JSON string: what was said in the thread does not match it. */
function lastLineWith(marker: string, text: string): unknown {
  const at = text.lastIndexOf(marker);
  if (at < 0) return undefined;
  const end = text.indexOf('\n', at);
  try {
    return JSON.parse(text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? undefined : end));
  } catch {
    return undefined; // Half a line: Codex was stopped while it wrote.
  }
}
