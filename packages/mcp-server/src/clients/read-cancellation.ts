import { SdkError, SdkErrorCode } from '@modelcontextprotocol/server';
import type { ClientLimits } from './client-limits.js';

/** `person`: somebody no longer wants the answer. `time-out`: somebody may still come for it. */
export type Cancellation = 'person' | 'time-out' | 'connection-closed';

export interface CancellationFacts {
  /** What the request's signal was aborted with: the client's words, or the SDK's error. */
  readonly reason: unknown;
  /** Since the call arrived. */
  readonly elapsedMs: number;
  readonly limits: ClientLimits;
}

/**
 * Why a call was cancelled. Clients send the same notification for "stop that" and for "I waited long enough", and only
 * its words tell them apart (`docs/decisions/cancellation.md`):
 *
 *     Claude Code 2.1.330  person    AbortError: user-cancel, AbortError: remote-cancel
 *     Gemini CLI 0.61.0    time-out  McpError: MCP error -32001: Request timed out
 *     Grok 1.0.41          time-out  request timeout             person  client cancelled
 *     Codex 0.169.0        time-out  MCP request cancelled by caller
 */
export function readCancellation({ reason, elapsedMs, limits }: CancellationFacts): Cancellation {
  if (reason instanceof SdkError && reason.code === SdkErrorCode.ConnectionClosed) return 'connection-closed';
  if (/time[d\s-]*out|deadline/i.test(String(reason))) return 'time-out';
  // A person hits a known time-out to the second by a rare chance; then the job goes on, which loses nothing.
  const { unnamedTimeoutMs } = limits;
  if (unnamedTimeoutMs !== undefined && Math.abs(elapsedMs - unnamedTimeoutMs) <= 1_000) return 'time-out';
  return 'person';
}
