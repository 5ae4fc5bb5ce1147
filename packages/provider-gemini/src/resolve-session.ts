import type { FailureReason, ProviderContext, SessionIntent, SessionPlan } from '@llm-gateway/core/provider';
import { findConversations } from './find-conversations.js';
import { findFolderVariables } from './find-folder-variables.js';

/** Resuming goes by id. A copy under a new id is made from the conversation's file, which has to be found first. */
export async function resolveSession(intent: SessionIntent, context: ProviderContext): Promise<SessionPlan> {
  const { kind } = intent;
  const found = await findFolderVariables(context);
  const folderVariables = found === 'unknown' ? found : [...found];
  if (kind === 'new' || kind === 'latest') return { kind, detail: { folderVariables } };
  if (!isSessionId(intent.id)) return { kind, failure: notFound(intent.id) };
  if (kind === 'resume') return { kind, nativeId: intent.id, detail: { folderVariables } };
  for await (const { path, hasMessages } of findConversations(context, { cwd: intent.cwd, sessionId: intent.id })) {
    if (hasMessages) return { kind, detail: { folderVariables, file: path } };
  }
  return { kind, failure: notFound(intent.id) };
}

/** To 0.61.0 a number is a place in a list that changes, and `latest` is another conversation than the one asked for. */
function isSessionId(id: string): boolean {
  return id !== 'latest' && !/^\d*$/.test(id);
}

function notFound(id: string): FailureReason {
  return {
    code: 'session_not_found',
    message: `Gemini CLI has no conversation "${id}" in this folder.`,
    hint: 'Leave the session id out to start a new conversation.',
  };
}
