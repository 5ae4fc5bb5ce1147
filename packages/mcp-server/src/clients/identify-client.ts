import { CLIENT_INFO_META_KEY, type McpServer, type ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';

const envelope = z.object({ [CLIENT_INFO_META_KEY]: z.object({ name: z.string() }) });

/** What the client calls itself: with each request since 2026-07-28, in `initialize` before. */
export function identifyClient(server: McpServer, { mcpReq }: ServerContext): string | undefined {
  const sent = envelope.safeParse(mcpReq.envelope);
  return sent.success ? sent.data[CLIENT_INFO_META_KEY].name : server.server.getClientVersion()?.name;
}
