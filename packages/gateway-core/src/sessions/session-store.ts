import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { JsonValue } from '../provider.js';
import type { SessionsTable, Tables } from '../storage/schema.js';
import { announcedId, isAnnounced, type Session } from './session.js';

export interface SessionUse {
  readonly provider: string;
  readonly id: string;
  readonly cwd: string;
  readonly model?: string | undefined;
  /** Whether the turn began the conversation, which may have been announced. */
  readonly isNew?: boolean;
}

export interface NewSession {
  readonly provider: string;
  readonly description: string;
  readonly cwd: string;
}

export interface SessionFilter {
  readonly provider?: string;
  /** Default 50. */
  readonly limit?: number;
}

/**
 * The rows of sessions. Every change is one statement, so that any number of gateways can make it at once: a gateway
 * that held the database between two would stop all others.
 */
export interface SessionStore {
  /**
   * Notes that a turn ran in the session, and makes it the active one of its provider, unless somebody chose another. A
   * new conversation becomes the announced one that is active in its folder.
   */
  use(session: SessionUse): Promise<void>;
  /** Announces a conversation that is yet to begin. */
  announce(session: NewSession): Promise<Session>;
  /** Takes a conversation of the CLI's own disk into the record. */
  adopt(session: SessionUse): Promise<void>;
  /** Makes a session the active one, until somebody says otherwise; `undefined`: none is. */
  choose(provider: string, id: string | undefined): Promise<void>;
  /** By its id, or by the one that it was announced under. */
  find(id: string, provider?: string): Promise<Session | undefined>;
  /**
   * What "the latest" means in a folder: the session that somebody chose, wherever it ran; else the active one if it is
   * of this folder; else the last used there. An announced session counts in its own folder alone.
   */
  latest(provider: string, cwd: string): Promise<Session | undefined>;
  /** Most recently used first. */
  list(filter: SessionFilter): Promise<readonly Session[]>;
  count(provider?: string): Promise<number>;
  active(): Promise<Readonly<Record<string, string>>>;
  /** Forgets the session that a request was to continue and that its CLI no longer has in its folder. */
  lose(request: {
    readonly provider: string;
    readonly resumed_session_id: string | null;
    readonly cwd: string;
  }): Promise<void>;
  /** Forgets sessions; what lies on the CLI's own disk stays. Returns how many there were. */
  remove(filter: { readonly id?: string; readonly provider?: string }): Promise<number>;
}

export function createSessionStore(query: Kysely<Tables>, ttlMs: number): SessionStore {
  const now = () => new Date().toISOString();
  const living = () => query.selectFrom('sessions').selectAll().where('expires_at', '>', now());
  const times = () => {
    const used = Date.now();
    return { last_used_at: new Date(used).toISOString(), expires_at: new Date(used + ttlMs).toISOString() };
  };

  /** The active session of each provider, as long as it lives. */
  const activeRows = () =>
    query
      .selectFrom('active_sessions')
      .innerJoin('sessions', (join) =>
        join
          .onRef('sessions.provider', '=', 'active_sessions.provider')
          .onRef('sessions.id', '=', 'active_sessions.session_id'),
      )
      .where('sessions.expires_at', '>', now())
      .selectAll();

  async function active(): Promise<Readonly<Record<string, string>>> {
    const rows = await activeRows().execute();
    return Object.fromEntries(rows.map((row) => [row.provider, row.session_id]));
  }

  async function asSessions(rows: readonly Selectable<SessionsTable>[]): Promise<readonly Session[]> {
    const activeIds = rows.length === 0 ? {} : await active();
    return rows.map((row) => sessionOfRow(row, activeIds[row.provider] === row.id));
  }

  /** The announced session turns into the conversation: one statement, so that one of several new ones gets it. */
  async function becomeAnnounced({ provider, id, cwd, model }: SessionUse): Promise<boolean> {
    const [taken] = await query
      .updateTable('sessions')
      .set(({ ref }) => ({
        id,
        created_as: ref('id'),
        turns: 1,
        ...times(),
        ...(model === undefined ? {} : { model }),
      }))
      .where('provider', '=', provider)
      .where('cwd', '=', cwd)
      .where('expires_at', '>', now())
      .where('id', 'like', `${announcedId('')}%`)
      .where('id', '=', ({ selectFrom }) =>
        selectFrom('active_sessions').select('session_id').where('provider', '=', provider),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('sessions as other')
              .select('other.id')
              .where('other.provider', '=', provider)
              .where('other.id', '=', id),
          ),
        ),
      )
      .returning('created_as')
      .execute();
    if (taken === undefined) return false;
    await query
      .updateTable('active_sessions')
      .set({ session_id: id, is_chosen: 0 })
      .where('provider', '=', provider)
      .where('session_id', '=', taken.created_as ?? '')
      .execute();
    return true;
  }

  async function noteUse({ provider, id, cwd, model }: SessionUse, { turns, origin }: Entry): Promise<void> {
    const used = times();
    await query
      .insertInto('sessions')
      .values({
        provider,
        id,
        cwd,
        description: null,
        model: model ?? null,
        created_at: used.last_used_at,
        turns,
        metadata: JSON.stringify({ origin }),
        ...used,
      })
      .onConflict((conflict) =>
        conflict.columns(['provider', 'id']).doUpdateSet(({ ref, eb }) => ({
          ...used,
          cwd,
          turns: eb(ref('sessions.turns'), '+', turns),
          ...(model === undefined ? {} : { model }),
        })),
      )
      .execute();
  }

  return {
    active,
    async use(session) {
      const { provider, id, isNew = false } = session;
      if (isNew && (await becomeAnnounced(session))) return;
      await noteUse(session, { turns: 1, origin: 'request' });
      await query
        .insertInto('active_sessions')
        .values({ provider, session_id: id })
        .onConflict((conflict) =>
          conflict
            .column('provider')
            .doUpdateSet({ session_id: id, is_chosen: 0 })
            .where(({ or, eb, not, exists, selectFrom }) =>
              or([
                eb('active_sessions.is_chosen', '=', 0),
                // What was chosen and is gone has no say.
                not(
                  exists(
                    selectFrom('sessions as chosen')
                      .select('chosen.id')
                      .whereRef('chosen.provider', '=', 'active_sessions.provider')
                      .whereRef('chosen.id', '=', 'active_sessions.session_id')
                      .where('chosen.expires_at', '>', now()),
                  ),
                ),
              ]),
            ),
        )
        .execute();
    },
    async announce({ provider, description, cwd }) {
      const used = times();
      const row = {
        provider,
        id: announcedId(randomUUID()),
        cwd,
        description,
        model: null,
        created_at: used.last_used_at,
        turns: 0,
        metadata: JSON.stringify({ origin: 'created' }),
        created_as: null,
        ...used,
      };
      await query.insertInto('sessions').values(row).execute();
      return sessionOfRow({ ...row, api_version: 1 }, false);
    },
    adopt: (session) => noteUse(session, { turns: 0, origin: 'cli' }),
    async choose(provider, id) {
      if (id === undefined) {
        await query.deleteFrom('active_sessions').where('provider', '=', provider).execute();
        return;
      }
      await query
        .insertInto('active_sessions')
        .values({ provider, session_id: id, is_chosen: 1 })
        .onConflict((conflict) => conflict.column('provider').doUpdateSet({ session_id: id, is_chosen: 1 }))
        .execute();
    },
    async find(id, provider) {
      let rows = living().where(({ or, eb }) => or([eb('id', '=', id), eb('created_as', '=', id)]));
      if (provider !== undefined) rows = rows.where('provider', '=', provider);
      const [session] = await asSessions(await rows.limit(1).execute());
      return session;
    },
    async latest(provider, cwd) {
      const row = await activeRows().where('active_sessions.provider', '=', provider).executeTakeFirst();
      if (row !== undefined) {
        const isHere = row.cwd === cwd;
        const wins = isAnnounced(row.id) ? isHere : isHere || row.is_chosen === 1;
        if (wins) return sessionOfRow(row, true);
      }
      const [session] = await asSessions(
        await living()
          .where('provider', '=', provider)
          .where('cwd', '=', cwd)
          .where('id', 'not like', `${announcedId('')}%`)
          .orderBy('last_used_at', 'desc')
          .limit(1)
          .execute(),
      );
      return session;
    },
    async list({ provider, limit = 50 }) {
      let rows = living().orderBy('last_used_at', 'desc').orderBy('created_at', 'desc').orderBy('id').limit(limit);
      if (provider !== undefined) rows = rows.where('provider', '=', provider);
      return asSessions(await rows.execute());
    },
    async count(provider) {
      let rows = query.selectFrom('sessions').where('expires_at', '>', now());
      if (provider !== undefined) rows = rows.where('provider', '=', provider);
      const row = await rows.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
      return row.count;
    },
    async lose({ provider, resumed_session_id: id, cwd }) {
      if (id === null) return;
      await query
        .deleteFrom('sessions')
        .where('provider', '=', provider)
        .where('id', '=', id)
        // In another folder a CLI may not find what it has.
        .where('cwd', '=', cwd)
        .execute();
    },
    async remove({ id, provider }) {
      let rows = query.deleteFrom('sessions');
      if (provider !== undefined) rows = rows.where('provider', '=', provider);
      if (id !== undefined) rows = rows.where(({ or, eb }) => or([eb('id', '=', id), eb('created_as', '=', id)]));
      const gone = await rows.returning(['provider', 'expires_at']).execute();
      await query
        .deleteFrom('active_sessions')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('sessions')
                .select('sessions.id')
                .whereRef('sessions.provider', '=', 'active_sessions.provider')
                .whereRef('sessions.id', '=', 'active_sessions.session_id'),
            ),
          ),
        )
        .execute();
      return gone.filter(({ expires_at: expiresAt }) => expiresAt > now()).length;
    },
  };
}

interface Entry {
  readonly turns: number;
  /** Where the record first heard of the session. */
  readonly origin: 'request' | 'cli';
}

function sessionOfRow(row: Selectable<SessionsTable>, isActive: boolean): Session {
  return {
    id: row.id,
    provider: row.provider,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    isActive,
    turns: row.turns,
    metadata: parseMetadata(row.metadata),
    ...(row.cwd === null ? {} : { cwd: row.cwd }),
    ...(row.description === null ? {} : { description: row.description }),
    ...(row.model === null ? {} : { model: row.model }),
    ...(row.created_as === null ? {} : { createdAs: row.created_as }),
  };
}

function parseMetadata(text: string): Readonly<Record<string, JsonValue>> {
  try {
    // Written by this code alone.
    return JSON.parse(text) as Readonly<Record<string, JsonValue>>;
  } catch {
    return {}; // Somebody edited the row.
  }
}
