import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { describeModels } from '../replies/describe-models.js';
import { ASKS_CLIS } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { providerField } from './provider-field.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerListModels({ server, gateway }: ToolContext): void {
  server.registerTool(
    'list_models',
    {
      title: 'List models',
      description: 'Models, aliases and defaults, and who says so.',
      inputSchema: slim(z.strictObject({ cli: providerField(gateway.providers).optional() })),
      outputSchema: outputSchema({}, []),
      annotations: ASKS_CLIS,
    },
    ({ cli }) =>
      manage(async () => {
        const all = await gateway.models.list(cli);
        return dataReply(Object.fromEntries(all.map((models) => [models.provider, describeModels(models)])));
      }),
  );
}
