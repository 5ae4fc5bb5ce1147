import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { listSessions } from '../replies/describe-session.js';
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
          native: z.boolean().optional().describe('Also those on disk'),
        }),
      ),
      outputSchema: outputSchema({}, []),
      annotations: READS_RECORD,
    },
    ({ cli, limit, native }) =>
      manage(async () =>
        dataReply(
          await listSessions(gateway, {
            ...(cli !== undefined && { provider: cli }),
            ...(limit !== undefined && { limit }),
            ...(native !== undefined && { native }),
          }),
        ),
      ),
  );
}
