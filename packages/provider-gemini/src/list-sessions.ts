import type { NativeSession, ProviderContext } from '@llm-gateway/core/provider';
import { findConversations } from './find-conversations.js';

/** The conversations held in the context's folder: 0.61.0 resumes a conversation in its own folder only. */
export async function* listSessions(context: ProviderContext): AsyncGenerator<NativeSession> {
  const listed = new Set<string>();
  for await (const file of findConversations(context, { cwd: context.cwd })) {
    const { sessionId, hasMessages, modifiedAt, title, model } = file;
    if (!hasMessages || listed.has(sessionId)) continue;
    listed.add(sessionId);
    yield {
      id: sessionId,
      cwd: context.cwd,
      updatedAt: modifiedAt,
      ...(title !== undefined && { title }),
      ...(model !== undefined && { model }),
    };
  }
}
