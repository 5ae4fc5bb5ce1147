import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { FORGETS_RECORD } from './annotations.js';
import { manage, needSession } from './manage.js';
import { outputSchema } from './output-schema.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerSessionDelete({ server, gateway }: ToolContext): void {
  server.registerTool(
    'session_delete',
    {
      title: 'Forget a conversation',
      description: "Forget a conversation; the CLI's own files stay.",
      inputSchema: slim(z.strictObject({ sessionId: z.string() })),
      outputSchema: outputSchema({}, []),
      annotations: FORGETS_RECORD,
    },
    ({ sessionId }) =>
      manage(async () => {
        if (await gateway.sessions.delete(sessionId)) return dataReply({ success: true, sessionId });
        await needSession(gateway, sessionId);
        const reason = "It lies on the CLI's own disk alone, and stays there.";
        return dataReply({ success: false, sessionId, reason });
      }),
  );
}
