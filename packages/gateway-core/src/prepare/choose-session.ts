import { randomUUID } from 'node:crypto';
import { GatewayError } from '../errors.js';
import type { CommonTerms, Provider, ProviderContext, SessionIntent, SessionPlan, Warning } from '../provider.js';
import type { GatewayRequest } from '../request.js';
import type { SessionStore } from '../sessions/session-store.js';
import { isAnnounced } from '../sessions/session.js';
import { WAY_OUT } from '../sessions/way-out.js';
import { invalid } from './validate-request.js';

export interface SessionQuestion {
  readonly provider: Provider;
  readonly request: GatewayRequest;
  readonly terms: CommonTerms;
  readonly cwd: string;
  readonly context: ProviderContext;
  readonly sessions: SessionStore;
}

export interface SessionChoice {
  readonly plan: SessionPlan;
  readonly warnings: readonly Warning[];
}

/**
 * Which conversation a request belongs to, as the provider's plan: a new one, unless the request says otherwise; the one
 * that it names; or the latest, which is the session that somebody made the active one, wherever it ran, else the last
 * of this folder (`docs/decisions/sessions.md`). Throws `session_not_found` with the way out.
 */
export async function chooseSession(question: SessionQuestion): Promise<SessionChoice> {
  const { provider, context } = question;
  const { intent, warnings } = await decideIntent(question);
  const plan = await provider.resolveSession(intent, context);
  if (plan.failure === undefined) return { plan, warnings };
  const { code, message, hint, retryable } = plan.failure;
  const next = code === 'session_not_found' ? (hint ?? WAY_OUT) : hint;
  throw new GatewayError(code, message, {
    provider: provider.id,
    ...(next === undefined ? {} : { hint: next }),
    ...(retryable === undefined ? {} : { retryable }),
  });
}

interface Intention {
  readonly intent: SessionIntent;
  readonly warnings: readonly Warning[];
}

async function decideIntent(question: SessionQuestion): Promise<Intention> {
  const { provider, request, terms, cwd } = question;
  const { sessions } = provider.features;
  const wantsLatest = request.resumeLatest ?? terms.resumeLatest ?? false;
  if (request.createNewSession || (request.sessionId === undefined && !wantsLatest)) {
    return begin();
  }
  if (request.fork && !sessions.fork) throw cannot(provider, 'fork a session');
  const id = request.sessionId ?? (await latestId(question));
  if (id !== undefined && isAnnounced(id)) return begin(beginsAnnounced(id));
  if (id === undefined && sessions.latest) return { intent: { kind: 'latest', cwd }, warnings: [] };
  if (id === undefined) throw nothingToContinue(provider, cwd);
  if (!sessions.resume) throw cannot(provider, 'resume a session');
  await assertOwn(question, id);
  return { intent: { kind: request.fork ? 'fork' : 'resume', id, cwd }, warnings: [] };
}

function begin(...warnings: readonly Warning[]): Intention {
  return { intent: { kind: 'new', suggestedId: randomUUID() }, warnings };
}

function beginsAnnounced(id: string): Warning {
  return { code: 'other', message: `The active session "${id}" had no conversation yet: this request begins it.` };
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
