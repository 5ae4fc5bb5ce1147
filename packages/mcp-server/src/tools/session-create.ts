import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { describeSession } from '../replies/describe-session.js';
import { WRITES_RECORD } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { providerField } from './provider-field.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerSessionCreate({ server, gateway }: ToolContext): void {
  server.registerTool(
    'session_create',
    {
      title: 'Announce a conversation',
      description: 'Name the next new conversation in cwd.',
      inputSchema: slim(
        z.strictObject({
          cli: providerField(gateway.providers),
          description: z.string().optional(),
          setAsActive: z.boolean().optional(),
          cwd: z.string().optional(),
        }),
      ),
      outputSchema: outputSchema({}, []),
      annotations: WRITES_RECORD,
    },
    ({ cli, description, setAsActive, cwd }) =>
      manage(async () => {
        const session = await gateway.sessions.create({
          provider: cli,
          ...(description !== undefined && { description }),
          ...(setAsActive !== undefined && { setAsActive }),
          ...(cwd !== undefined && { cwd }),
        });
        return dataReply({ success: true, session: describeSession(session) });
      }),
  );
}
