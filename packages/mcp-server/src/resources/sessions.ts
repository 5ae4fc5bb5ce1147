import type { Gateway } from '@llm-gateway/core';
import type { McpServer } from '@modelcontextprotocol/server';
import { listSessions } from '../replies/describe-session.js';

const MOST = 500;

/** `sessions://all` and `sessions://<provider>`: what `session_list` says. */
export function registerSessions(server: McpServer, gateway: Gateway): void {
  const places = [
    { name: 'all', title: 'Conversations', filter: {} },
    ...gateway.providers.map(({ id, displayName }) => ({
      name: id,
      title: `Conversations with ${displayName}`,
      filter: { provider: id },
    })),
  ];
  for (const { name, title, filter } of places) {
    server.registerResource(
      `sessions-${name}`,
      `sessions://${name}`,
      { title, description: 'Those that can be continued, newest first.', mimeType: 'application/json' },
      async (uri) => {
        const text = JSON.stringify(await listSessions(gateway, { ...filter, limit: MOST }));
        return { contents: [{ uri: uri.href, mimeType: 'application/json', text }] };
      },
    );
  }
}
