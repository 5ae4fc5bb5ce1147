import { randomUUID } from 'node:crypto';
import { GatewayError } from '../errors.js';
import type { CommonTerms, Provider, ProviderContext, SessionIntent, SessionPlan } from '../provider.js';
import type { GatewayRequest } from '../request.js';
import type { SessionStore } from '../sessions/session-store.js';
import { invalid } from './validate-request.js';

export interface SessionQuestion {
  readonly provider: Provider;
  readonly request: GatewayRequest;
  readonly terms: CommonTerms;
  readonly cwd: string;
  readonly context: ProviderContext;
  readonly sessions: SessionStore;
}

/** Which conversation a request belongs to, as the provider's plan. Throws `session_not_found` with the way out. */
export async function chooseSession(question: SessionQuestion): Promise<SessionPlan> {
  const { provider, context } = question;
  const intent = await decideIntent(question);
  const plan = await provider.resolveSession(intent, context);
  if (plan.failure === undefined) return plan;
  const { code, message, hint, retryable } = plan.failure;
  throw new GatewayError(code, message, {
    provider: provider.id,
    ...(hint === undefined ? {} : { hint }),
    ...(retryable === undefined ? {} : { retryable }),
  });
}

async function decideIntent(question: SessionQuestion): Promise<SessionIntent> {
  const { provider, request, terms, cwd } = question;
  const { sessions } = provider.features;
  const wantsLatest = request.resumeLatest ?? terms.resumeLatest ?? false;
  if (request.createNewSession || (request.sessionId === undefined && !wantsLatest)) {
    return { kind: 'new', suggestedId: randomUUID() };
  }
  if (request.fork && !sessions.fork) throw cannot(provider, 'fork a session');
  const id = request.sessionId ?? (await latestId(question));
  if (id === undefined && sessions.latest) return { kind: 'latest', cwd };
  if (id === undefined) throw nothingToContinue(provider, cwd);
  if (!sessions.resume) throw cannot(provider, 'resume a session');
  await assertOwn(question, id);
  return { kind: request.fork ? 'fork' : 'resume', id, cwd };
}

/** By the gateway's record, then by the CLI's own disk. */
async function latestId({ provider, cwd, context, sessions }: SessionQuestion): Promise<string | undefined> {
  const recorded = await sessions.latest(provider.id, cwd);
  if (recorded !== undefined) return recorded.id;
  if (provider.listSessions === undefined) return undefined;
  for await (const session of provider.listSessions(context)) if (session.cwd === cwd) return session.id;
  return undefined;
}

async function assertOwn({ provider, sessions }: SessionQuestion, id: string): Promise<void> {
  const known = await sessions.find(id);
  if (known === undefined || known.provider === provider.id) return;
  if ((await sessions.find(id, provider.id)) !== undefined) return;
  throw invalid(
    `session "${id}" belongs to "${known.provider}", not to "${provider.id}"`,
    'Leave sessionId out, or ask the agent that it belongs to.',
  );
}

function cannot({ displayName }: Provider, what: string): GatewayError {
  return invalid(`${displayName} cannot ${what}`, 'Leave the session fields out to start a new conversation.');
}

function nothingToContinue({ id, displayName }: Provider, cwd: string): GatewayError {
  return new GatewayError('session_not_found', `There is no ${displayName} conversation to continue in "${cwd}".`, {
    provider: id,
    hint: 'Start a new one by leaving the session fields out, or name one by sessionId (session_list shows them).',
  });
}
