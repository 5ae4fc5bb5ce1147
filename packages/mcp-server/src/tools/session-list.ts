import type { Session } from '@llm-gateway/core';
import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { READS_RECORD } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { providerField } from './provider-field.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerSessionList({ server, gateway }: ToolContext): void {
  server.registerTool(
    'session_list',
    {
      title: 'List conversations',
      description: 'Conversations that can be continued, newest first.',
      inputSchema: slim(
        z.strictObject({
          cli: providerField(gateway.providers).optional(),
          limit: z.int().min(1).max(500).optional(),
        }),
      ),
      outputSchema: outputSchema({ total: { type: 'integer' }, sessions: { type: 'array' } }, []),
      annotations: READS_RECORD,
    },
    ({ cli, limit }) =>
      manage(async () => {
        const filter = { ...(cli !== undefined && { provider: cli }), ...(limit !== undefined && { limit }) };
        const [sessions, activeSessions] = await Promise.all([
          gateway.sessions.list(filter),
          gateway.sessions.active(),
        ]);
        return dataReply({ total: sessions.length, sessions: sessions.map(describeSession), activeSessions });
      }),
  );
}

/** A session as tools show it. `cli` is the name that the reference product gave the provider. */
export function describeSession(session: Session): Record<string, unknown> {
  return { ...session, cli: session.provider };
}
