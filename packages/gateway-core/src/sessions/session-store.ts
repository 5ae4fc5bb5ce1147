import type { Kysely, Selectable } from 'kysely';
import type { SessionsTable, Tables } from '../storage/schema.js';
import type { Session } from './session.js';

export interface SessionUse {
  readonly provider: string;
  readonly id: string;
  readonly cwd: string;
  readonly model?: string | undefined;
}

export interface SessionStore {
  /** Notes that a turn ran in the session, and makes it the active one of its provider. */
  use(session: SessionUse): Promise<void>;
  find(id: string, provider?: string): Promise<Session | undefined>;
  /** The session that "the latest" means in a folder: the active one if it is of this folder, else the last used there. */
  latest(provider: string, cwd: string): Promise<Session | undefined>;
  list(filter: { readonly provider?: string; readonly limit?: number }): Promise<readonly Session[]>;
  active(): Promise<Readonly<Record<string, string>>>;
}

export function createSessionStore(query: Kysely<Tables>, ttlMs: number): SessionStore {
  const living = () => query.selectFrom('sessions').selectAll().where('expires_at', '>', new Date().toISOString());

  async function active(): Promise<Readonly<Record<string, string>>> {
    const rows = await query.selectFrom('active_sessions').selectAll().execute();
    return Object.fromEntries(rows.map((row) => [row.provider, row.session_id]));
  }

  async function asSessions(rows: readonly Selectable<SessionsTable>[]): Promise<readonly Session[]> {
    const activeIds = rows.length === 0 ? {} : await active();
    return rows.map((row) => sessionOfRow(row, activeIds[row.provider] === row.id));
  }

  return {
    active,
    async use({ provider, id, cwd, model }) {
      const now = Date.now();
      const used = { last_used_at: new Date(now).toISOString(), expires_at: new Date(now + ttlMs).toISOString() };
      await query
        .insertInto('sessions')
        .values({
          provider,
          id,
          cwd,
          description: null,
          model: model ?? null,
          created_at: used.last_used_at,
          turns: 1,
          ...used,
        })
        .onConflict((conflict) =>
          conflict.columns(['provider', 'id']).doUpdateSet(({ ref, eb }) => ({
            ...used,
            cwd,
            turns: eb(ref('sessions.turns'), '+', 1),
            ...(model === undefined ? {} : { model }),
          })),
        )
        .execute();
      await query
        .insertInto('active_sessions')
        .values({ provider, session_id: id })
        .onConflict((conflict) => conflict.column('provider').doUpdateSet({ session_id: id }))
        .execute();
    },
    async find(id, provider) {
      let rows = living().where('id', '=', id);
      if (provider !== undefined) rows = rows.where('provider', '=', provider);
      const [session] = await asSessions(await rows.limit(1).execute());
      return session;
    },
    async latest(provider, cwd) {
      const rows = await living()
        .where('provider', '=', provider)
        .where('cwd', '=', cwd)
        .orderBy('last_used_at', 'desc')
        .limit(100)
        .execute();
      const sessions = await asSessions(rows);
      return sessions.find(({ isActive }) => isActive) ?? sessions[0];
    },
    async list({ provider, limit = 50 }) {
      let rows = living().orderBy('last_used_at', 'desc').limit(limit);
      if (provider !== undefined) rows = rows.where('provider', '=', provider);
      return asSessions(await rows.execute());
    },
  };
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
    ...(row.cwd === null ? {} : { cwd: row.cwd }),
    ...(row.description === null ? {} : { description: row.description }),
    ...(row.model === null ? {} : { model: row.model }),
  };
}
