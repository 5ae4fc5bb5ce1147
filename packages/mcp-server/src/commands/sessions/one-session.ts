import type { Gateway } from '@llm-gateway/core';
import { describeSession } from '../../replies/describe-session.js';
import { needSession } from '../../tools/manage.js';
import type { Terminal } from '../terminal.js';

interface SessionOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly json?: boolean;
}

/** `llm-gateway sessions show` */
export async function showSession(options: SessionOptions & { readonly id: string }): Promise<number> {
  const { gateway, terminal, json, id } = options;
  const session = await needSession(gateway, id);
  if (json) {
    terminal.print(`${JSON.stringify(describeSession(session))}\n`);
    return 0;
  }
  const shown = Object.entries(session).filter(([, value]) => typeof value !== 'object');
  terminal.print(shown.map(([name, value]) => `${terminal.style('dim', name.padEnd(12))}${String(value)}\n`).join(''));
  terminal.say(`Continue it: llm-gateway ask ${session.provider} --session ${session.id} "…"`);
  return 0;
}

/** `llm-gateway sessions use` */
export async function useSession(
  options: SessionOptions & { readonly provider: string; readonly id: string | undefined },
): Promise<number> {
  const { gateway, terminal, json, provider, id } = options;
  const session = await gateway.sessions.setActive(provider, id ?? null);
  if (json) terminal.print(`${JSON.stringify({ success: true, provider, activeSessionId: session?.id ?? null })}\n`);
  else if (session) terminal.say(`"Continue" now means ${session.id} for ${provider}, in every folder.`);
  else terminal.say(`"Continue" now means the last conversation of each folder for ${provider}.`);
  return 0;
}

/** `llm-gateway sessions delete` */
export async function deleteSession(options: SessionOptions & { readonly id: string }): Promise<number> {
  const { gateway, terminal, json, id } = options;
  const wasKnown = await gateway.sessions.delete(id);
  if (!wasKnown) await needSession(gateway, id);
  if (json) terminal.print(`${JSON.stringify({ success: wasKnown, sessionId: id })}\n`);
  else terminal.say(wasKnown ? 'Forgotten.' : "It lies on the agent's own disk alone, and stays there.");
  return 0;
}
