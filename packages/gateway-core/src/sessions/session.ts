/** A conversation that can be resumed. Plain data; times are ISO 8601 in UTC. */
export interface Session {
  /** The id that `sessionId` takes: the CLI's own where there is one, else the gateway's (`gw-…`, not resumable). */
  readonly id: string;
  readonly provider: string;
  readonly cwd?: string;
  /** Generic by default; never prompt text. */
  readonly description?: string;
  readonly model?: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly isActive: boolean;
  /** Turns that went through the gateway. */
  readonly turns: number;
}
