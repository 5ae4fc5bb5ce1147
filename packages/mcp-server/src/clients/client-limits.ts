/** What one MCP client can take. Everything that depends on who asks is in this table. */
export interface ClientLimits {
  /** How long a call may wait for its answer, milliseconds. `undefined`: until it is there. */
  readonly syncDeadlineMs: number | undefined;
  /** How much of an answer goes into one reply, UTF-16 code units. */
  readonly pageChars: number;
  /**
   * Which part of a reply the client's model reads. `either`: one of the two, and nobody knows which, so each must do
   * alone. `both`: a second copy of the answer would be paid for twice.
   */
  readonly reads: 'text' | 'structure' | 'both' | 'either';
  /** The client's own time-out, where its cancellation does not say that it is one. */
  readonly unnamedTimeoutMs?: number;
}

/** The limits of the client that calls itself `name`. `syncDeadlineMs` is the operator's word: it wins, and 0 means never. */
export function limitsOf(name: string | undefined, syncDeadlineMs?: number): ClientLimits {
  const known = CLIENTS.find(({ clientName }) => clientName.test(name ?? ''));
  const limits = { ...STRANGER, ...known?.limits };
  if (syncDeadlineMs === undefined) return limits;
  return { ...limits, syncDeadlineMs: syncDeadlineMs === 0 ? undefined : syncDeadlineMs };
}

/** Ends before the 60 s that the SDKs' clients wait by default. */
const STRANGER: ClientLimits = { syncDeadlineMs: 45_000, pageChars: 10_000, reads: 'either' };

interface KnownClient {
  readonly clientName: RegExp;
  readonly limits: Partial<ClientLimits>;
}

const CLIENTS: readonly KnownClient[] = [
  // Claude Code 2.1.330: no call time-out, but an interactive session moves a call to the background after 120 s.
  { clientName: /^claude-code$/, limits: { syncDeadlineMs: 100_000, reads: 'structure' } },
  // Codex 0.169.0: 300 s, whatever progress says, and then a cancellation in the words of any other.
  {
    clientName: /^codex-mcp-client$/,
    limits: { syncDeadlineMs: 285_000, reads: 'structure', unnamedTimeoutMs: 300_000 },
  },
  // Gemini CLI 0.61.0: 600 s, whatever progress says; structured content is ignored.
  { clientName: /^gemini-cli-mcp-client/, limits: { syncDeadlineMs: 590_000, reads: 'text' } },
  // Grok 1.0.41: 6,000 s; shows text and structure one after the other, 20,000 bytes in all, so three bytes a character fit.
  { clientName: /^grok-shell-/, limits: { syncDeadlineMs: 600_000, pageChars: 6_000, reads: 'both' } },
  // Not measured: Cline's 5 s and the two editors' patience are what their users report.
  { clientName: /^cline$/i, limits: { syncDeadlineMs: 4_000 } },
  { clientName: /^(visual studio code|cursor)/i, limits: { syncDeadlineMs: 100_000 } },
];
