import { GatewayError } from '@llm-gateway/core';

/** What only the MCP server reads from the environment; the rest is the gateway's. */
export interface ServerSettings {
  /** Wins over what is known of the client. 0: never answer before the answer is there. */
  readonly syncDeadlineMs?: number;
}

export function readSettings(environment: Readonly<Record<string, string | undefined>>): ServerSettings {
  const { SYNC_DEADLINE_MS: deadline } = environment;
  return deadline ? { syncDeadlineMs: wholeNumber('SYNC_DEADLINE_MS', deadline) } : {};
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new GatewayError('invalid_request', `${name} is "${text}", but must be a whole number from 0.`, {
    hint: `Set ${name} to milliseconds (0: never), or unset it.`,
  });
}
