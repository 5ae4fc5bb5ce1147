import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { describeVersion } from '../replies/describe-upgrade.js';
import { ASKS_CLIS } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { providerField } from './provider-field.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerCliVersions({ server, gateway }: ToolContext): void {
  server.registerTool(
    'cli_versions',
    {
      title: 'Agent versions',
      description: 'What is installed, and what is newer.',
      inputSchema: slim(z.strictObject({ cli: providerField(gateway.providers).optional() })),
      outputSchema: outputSchema({}, []),
      annotations: ASKS_CLIS,
    },
    ({ cli }) =>
      manage(async () => {
        const versions = await gateway.versions(cli);
        return dataReply({ versions: versions.map(describeVersion) });
      }),
  );
}
