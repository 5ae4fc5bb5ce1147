import type { Gateway, Session, SessionOnDisk } from '@llm-gateway/core';

/** A session as tools and `--json` show it. `cli` is the name that the reference product gave the provider. */
export function describeSession(session: Session | SessionOnDisk): Record<string, unknown> {
  return { ...session, cli: session.provider };
}

export interface SessionFilter {
  readonly provider?: string;
  readonly limit?: number;
  /** Adds those that only the CLIs know. */
  readonly native?: boolean;
}

/** Sessions, how many the record holds, and the active one of each provider. */
export async function listSessions(
  { sessions }: Pick<Gateway, 'sessions'>,
  { native = false, ...filter }: SessionFilter,
): Promise<Record<string, unknown>> {
  const [recorded, total, activeSessions, onDisk] = await Promise.all([
    sessions.list(filter),
    sessions.count(filter.provider),
    sessions.active(),
    native ? sessions.onDisk(filter) : [],
  ]);
  return { total, sessions: [...recorded, ...onDisk].map(describeSession), activeSessions };
}
