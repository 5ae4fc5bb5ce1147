import type { JsonValue } from '../provider.js';

/** A conversation that the gateway keeps a record of. Plain data; times are ISO 8601 in UTC. */
export interface Session {
  /** The CLI's own id, which `sessionId` takes. `gw-…`: announced by `create`, and no conversation yet. */
  readonly id: string;
  readonly provider: string;
  readonly cwd?: string;
  /** Generic, or what somebody called it; never prompt text. */
  readonly description?: string;
  readonly model?: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  /** Moves on with each turn. */
  readonly expiresAt: string;
  readonly isActive: boolean;
  /** Turns that went through the gateway. */
  readonly turns: number;
  /** The `gw-…` id that the conversation was announced under. */
  readonly createdAs?: string;
  /** The gateway's own notes: where the session came from. */
  readonly metadata: Readonly<Record<string, JsonValue>>;
}

/** A conversation on a CLI's own disk that the gateway has no record of. Its id works as `sessionId` all the same. */
export interface SessionOnDisk {
  readonly id: string;
  readonly provider: string;
  readonly native: true;
  readonly cwd?: string;
  /** As the CLI shows it, redacted. It may be the first words of a prompt, so it is shown and never kept. */
  readonly title?: string;
  readonly model?: string;
  readonly lastUsedAt?: string;
}

const ANNOUNCED = 'gw-';

/** Whether an id is the gateway's own book-keeping, which no CLI knows. */
export function isAnnounced(id: string): boolean {
  return id.startsWith(ANNOUNCED);
}

export function announcedId(unique: string): string {
  return `${ANNOUNCED}${unique}`;
}
