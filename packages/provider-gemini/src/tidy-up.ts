import type { FinishedRun, ProviderContext, TidyPlan } from '@llm-gateway/core/provider';
import { findConversations, type ConversationFile } from './find-conversations.js';

/**
 * Removes the stub that a continued conversation leaves beside its own file. The next start of Gemini CLI in this folder
 * takes the stub for a broken conversation and deletes every file with the same first eight characters of the id, the
 * conversation included. Seen in 0.61.0 with `--resume` (in a later minute than the start) and `--session-file`.
 */
export async function tidyUp({ cwd, sessionId }: FinishedRun, context: ProviderContext): Promise<TidyPlan> {
  if (sessionId === undefined) return { removeFiles: [] };
  const files: ConversationFile[] = [];
  for await (const file of findConversations(context, { cwd, sessionId })) files.push(file);
  const isKept = files.some(({ hasMessages }) => hasMessages);
  return { removeFiles: isKept ? files.filter(({ hasMessages }) => !hasMessages).map(({ path }) => path) : [] };
}
