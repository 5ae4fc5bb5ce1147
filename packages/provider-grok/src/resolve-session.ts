import type { FailureReason, ProviderContext, SessionIntent, SessionPlan } from '@llm-gateway/core/provider';
import { isTrustedByGrok } from './is-trusted-by-grok.js';
import type { SessionDetail } from './session-detail.js';
import { readSession, sessionFolders } from './session-folders.js';

/** Plans the conversation. Grok chooses the id of a new one, so that a run that is repeated does not find it taken. */
export async function resolveSession(intent: SessionIntent, context: ProviderContext): Promise<SessionPlan> {
  const { kind } = intent;
  const failure = 'id' in intent ? await findObstacle(intent, context) : undefined;
  if (failure) return { kind, failure };
  const detail: SessionDetail = { isTrustedByGrok: await isTrustedByGrok(context) };
  return { kind, ...('id' in intent && { nativeId: intent.id }), detail };
}

async function findObstacle(
  { id, cwd }: { readonly id: string; readonly cwd: string },
  context: ProviderContext,
): Promise<FailureReason | undefined> {
  // 1.0.41 takes anything else for a title, and nothing at all for the latest conversation.
  if (!UUID.test(id)) {
    return {
      code: 'session_not_found',
      message: `"${id}" is not the id of a Grok conversation.`,
      hint: 'Leave the session id out to start a new conversation.',
    };
  }
  const home = await findHome(id, context);
  if (home === undefined || home === cwd) return undefined;
  // 1.0.41 goes on where the conversation began, whatever the working directory and `--cwd` say.
  return {
    code: 'invalid_request',
    message: `The conversation "${id}" belongs to the folder "${home}", and Grok would go on there.`,
    hint: `Ask with cwd "${home}", or leave the session id out to start a new conversation.`,
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The folder that the conversation belongs to. `undefined`: it is not on this disk, and Grok looks for it in the user's account. */
async function findHome(id: string, context: ProviderContext): Promise<string | undefined> {
  for (const { path } of await sessionFolders(context)) {
    const found = await readSession(`${path}/${id}`, context);
    if (found) return found.session.cwd;
  }
  return undefined;
}
