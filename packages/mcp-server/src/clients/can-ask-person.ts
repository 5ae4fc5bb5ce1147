import { CLIENT_CAPABILITIES_META_KEY, type McpServer, type ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';

const elicitation = z.object({ elicitation: z.object({ form: z.unknown(), url: z.unknown() }).partial() });
const envelope = z.object({ [CLIENT_CAPABILITIES_META_KEY]: elicitation });

/** Whether the client can put a question to its user: said with each request since 2026-07-28, in `initialize` before. */
export function canAskPerson(server: McpServer, { mcpReq }: ServerContext): boolean {
  const sent = envelope.safeParse(mcpReq.envelope);
  const known = sent.success
    ? sent.data[CLIENT_CAPABILITIES_META_KEY].elicitation
    : elicitation.safeParse(server.server.getClientCapabilities()).data?.elicitation;
  if (known === undefined) return false;
  // One that names no mode can show forms: that was the only one at first.
  return 'form' in known || !('url' in known);
}
