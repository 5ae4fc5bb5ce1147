import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { describeSession } from '../replies/describe-session.js';
import { READS_RECORD } from './annotations.js';
import { manage, needSession } from './manage.js';
import { outputSchema } from './output-schema.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerSessionGet({ server, gateway }: ToolContext): void {
  server.registerTool(
    'session_get',
    {
      title: 'Look at a conversation',
      description: 'One conversation, by its id.',
      inputSchema: slim(z.strictObject({ sessionId: z.string() })),
      outputSchema: outputSchema({}, []),
      annotations: READS_RECORD,
    },
    ({ sessionId }) =>
      manage(async () => dataReply({ success: true, session: describeSession(await needSession(gateway, sessionId)) })),
  );
}
