import type { FailureReason, ProviderContext, SessionIntent, SessionPlan } from '@llm-gateway/core/provider';
import { findThread, isThreadId } from './find-thread.js';
import { listMcpServers } from './list-mcp-servers.js';
import { readThread } from './read-thread.js';
import type { SessionDetail } from './session-detail.js';

/** Finds the thread to continue, and what Codex itself does not carry over into a resumed run. */
export async function resolveSession(intent: SessionIntent, context: ProviderContext): Promise<SessionPlan> {
  const thread = intent.kind === 'new' ? {} : await findExisting(intent, context);
  if ('failure' in thread) return { kind: intent.kind, failure: thread.failure };
  const mcpServers = await listMcpServers(context);
  if (mcpServers === undefined) return { kind: intent.kind, failure: unreadableConfiguration };
  return {
    kind: intent.kind,
    ...('id' in intent && { nativeId: intent.id }),
    detail: { ...thread, mcpServers: [...mcpServers] },
  };
}

type Existing = Omit<SessionDetail, 'mcpServers'> | { readonly failure: FailureReason };

async function findExisting(
  intent: Exclude<SessionIntent, { readonly kind: 'new' }>,
  context: ProviderContext,
): Promise<Existing> {
  // 0.169.0: `resume --last` with nothing to resume, and `resume <name>` with an unknown one, start a new thread and exit 0.
  if (intent.kind === 'latest') return { failure: notFound('Codex cannot tell which conversation is the latest.') };
  const { id } = intent;
  if (!isThreadId(id)) return { failure: notFound(`"${id}" is not the id of a Codex conversation.`) };
  const thread = await findThread(id, context);
  switch (thread.state) {
    case 'found':
      return readThread(thread.rollout, context);
    case 'unsearched':
      return {};
    case 'archived':
      return {
        failure: { ...notFound(`The conversation "${id}" is archived.`), hint: `Run \`codex unarchive ${id}\`.` },
      };
    case 'missing':
      return { failure: notFound(`Codex has no conversation "${id}".`) };
    default:
      return thread satisfies never;
  }
}

function notFound(message: string): FailureReason {
  return { code: 'session_not_found', message, hint: 'Leave the session id out to start a new conversation.' };
}

const unreadableConfiguration: FailureReason = {
  code: 'cli_error',
  message: 'Codex cannot list its MCP servers, so its configuration is probably broken.',
  hint: 'Run `codex mcp list` and mend what it names.',
};
