import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { describeSession } from '../replies/describe-session.js';
import { WRITES_RECORD } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { providerField } from './provider-field.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerSessionSetActive({ server, gateway }: ToolContext): void {
  server.registerTool(
    'session_set_active',
    {
      title: 'Choose the active conversation',
      description: 'Choose what "latest" continues; null: the last used in cwd.',
      inputSchema: slim(z.strictObject({ cli: providerField(gateway.providers), sessionId: z.string().nullable() })),
      outputSchema: outputSchema({}, []),
      annotations: WRITES_RECORD,
    },
    ({ cli, sessionId }) =>
      manage(async () => {
        const session = await gateway.sessions.setActive(cli, sessionId);
        return dataReply({
          success: true,
          cli,
          activeSessionId: session?.id ?? null,
          ...(session && { session: describeSession(session) }),
        });
      }),
  );
}
