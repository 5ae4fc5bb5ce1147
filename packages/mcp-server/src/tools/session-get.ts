import { GatewayError } from '@llm-gateway/core';
import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { READS_RECORD } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { describeSession } from './session-list.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerSessionGet({ server, gateway }: ToolContext): void {
  server.registerTool(
    'session_get',
    {
      title: 'Look at a conversation',
      description: 'One conversation, by its id.',
      inputSchema: slim(z.strictObject({ sessionId: z.string() })),
      outputSchema: outputSchema({ success: { type: 'boolean' }, session: { type: 'object' } }, ['success']),
      annotations: READS_RECORD,
    },
    ({ sessionId }) =>
      manage(async () => {
        const session = await gateway.sessions.get(sessionId);
        if (session === undefined) {
          throw new GatewayError('session_not_found', `There is no conversation "${sessionId}".`, {
            hint: 'List them with session_list, or leave the session id out to start a new one.',
          });
        }
        return dataReply({ success: true, session: describeSession(session) });
      }),
  );
}
