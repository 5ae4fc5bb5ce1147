import { realpathSync } from 'node:fs';
import { GatewayError } from '../errors.js';
import type { Sessions } from '../gateway.js';
import { assertFolder, invalid } from '../prepare/validate-request.js';
import type { Provider, ProviderContext } from '../provider.js';
import { redact } from '../recorder/redact.js';
import type { SessionStore } from './session-store.js';
import type { Session, SessionOnDisk } from './session.js';
import { sessionsOnDisk } from './sessions-on-disk.js';
import { WAY_OUT } from './way-out.js';

const MAX_DESCRIPTION_CHARS = 500;
const MOST_LISTED = 500;

export interface SessionParts {
  readonly providers: readonly Provider[];
  /** Throws `provider_not_found`. */
  lookUp(id: string): Provider;
  store(): Promise<SessionStore>;
  contextOf(provider: Provider, signal: AbortSignal): Promise<ProviderContext>;
  /** The folder of what names none. */
  readonly cwd: string;
}

/** What callers can do with sessions, whichever gateway on this machine used them. */
export function createSessions({ providers, lookUp, store, contextOf, cwd: home }: SessionParts): Sessions {
  const nameOf = (id: string): string => providers.find((provider) => provider.id === id)?.displayName ?? id;
  const describe = (session: Session): Session => ({
    ...session,
    description: session.description ?? `${nameOf(session.provider)} conversation`,
  });

  async function onDisk(id: string, among: readonly Provider[]): Promise<SessionOnDisk | undefined> {
    const found = await Promise.all(
      among.map((provider) =>
        sessionsOnDisk({ provider, contextOf, limit: 1, matches: (session) => session.id === id }),
      ),
    );
    return found.flat()[0];
  }

  async function choose(provider: Provider, id: string): Promise<Session> {
    const sessions = await store();
    const known = await sessions.find(id, provider.id);
    if (known === undefined) {
      const native = await onDisk(id, [provider]);
      if (native === undefined) throw sessionNotFound(id, provider);
      await sessions.adopt({ provider: provider.id, id, cwd: native.cwd ?? home, model: native.model });
    }
    await sessions.choose(provider.id, known?.id ?? id);
    const chosen = await sessions.find(id, provider.id);
    if (chosen === undefined) throw sessionNotFound(id, provider);
    return describe(chosen);
  }

  return {
    list: async (filter = {}) => (await (await store()).list(filter)).map(describe),
    count: async (provider) => (await store()).count(provider),
    active: async () => (await store()).active(),
    async get(id) {
      const session = await (await store()).find(id);
      return session === undefined ? undefined : describe(session);
    },
    async onDisk({ provider, id, limit = 50 } = {}) {
      const among = provider === undefined ? providers : [lookUp(provider)];
      if (id !== undefined) return [await onDisk(id, among)].filter((session) => session !== undefined);
      const sessions = await store();
      const recorded = await Promise.all(among.map((one) => sessions.list({ provider: one.id, limit: MOST_LISTED })));
      const known = new Set(recorded.flat().map((session) => `${session.provider} ${session.id}`));
      const found = await Promise.all(
        among.map((one) =>
          sessionsOnDisk({
            provider: one,
            contextOf,
            limit: Math.min(limit, MOST_LISTED),
            matches: (session) => !known.has(`${one.id} ${session.id}`),
          }),
        ),
      );
      return found.flat().toSorted((a, b) => (b.lastUsedAt ?? '').localeCompare(a.lastUsedAt ?? ''));
    },
    async create({ provider: id, description, cwd = home, setAsActive = true }) {
      const provider = lookUp(id);
      assertFolder(cwd);
      if (description !== undefined && description.length > MAX_DESCRIPTION_CHARS) {
        throw invalid(`description must be at most ${MAX_DESCRIPTION_CHARS} characters`);
      }
      const sessions = await store();
      const session = await sessions.announce({
        provider: provider.id,
        description: redact(description ?? `${provider.displayName} conversation`),
        cwd: realpathSync(cwd),
      });
      if (setAsActive) await sessions.choose(provider.id, session.id);
      return { ...session, isActive: setAsActive };
    },
    async setActive(id, sessionId) {
      const provider = lookUp(id);
      if (sessionId !== null) return choose(provider, sessionId);
      await (await store()).choose(provider.id, undefined);
      return undefined;
    },
    delete: async (id) => (await (await store()).remove({ id })) > 0,
    clear: async (id) => (await store()).remove(id === undefined ? {} : { provider: lookUp(id).id }),
  };
}

function sessionNotFound(id: string, { id: provider, displayName }: Provider): GatewayError {
  return new GatewayError('session_not_found', `There is no conversation "${id}" of ${displayName}.`, {
    provider,
    hint: WAY_OUT,
  });
}
