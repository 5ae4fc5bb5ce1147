import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { FORGETS_RECORD } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { providerField } from './provider-field.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerSessionClearAll({ server, gateway }: ToolContext): void {
  server.registerTool(
    'session_clear_all',
    {
      title: 'Forget all conversations',
      description: "Forget all conversations; the CLIs' own files stay.",
      inputSchema: slim(z.strictObject({ cli: providerField(gateway.providers).optional() })),
      outputSchema: outputSchema({}, []),
      annotations: FORGETS_RECORD,
    },
    ({ cli }) => manage(async () => dataReply({ success: true, deletedCount: await gateway.sessions.clear(cli) })),
  );
}
