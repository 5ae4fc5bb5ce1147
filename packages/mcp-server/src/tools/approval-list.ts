import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { describeRecord } from '../replies/describe-approval.js';
import { READS_RECORD } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { providerField } from './provider-field.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerApprovalList({ server, gateway }: ToolContext): void {
  server.registerTool(
    'approval_list',
    {
      title: 'List approvals',
      description: 'Decisions on requests that asked for an approval, newest first.',
      inputSchema: slim(
        z.strictObject({
          limit: z.int().min(1).max(500).optional(),
          cli: providerField(gateway.providers).optional(),
        }),
      ),
      outputSchema: outputSchema({}, []),
      annotations: READS_RECORD,
    },
    ({ limit, cli }) =>
      manage(async () => {
        const approvals = await gateway.approvals.list({
          ...(limit !== undefined && { limit }),
          ...(cli !== undefined && { provider: cli }),
        });
        return dataReply({ total: approvals.length, approvals: approvals.map(describeRecord) });
      }),
  );
}
