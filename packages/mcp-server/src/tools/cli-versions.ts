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
      title: 'Versions of the agents',
      description: 'What is installed, where and how, and what is newer if that is known.',
      inputSchema: slim(z.strictObject({ cli: providerField(gateway.providers).optional() })),
      outputSchema: outputSchema({ versions: { type: 'array' } }, []),
      annotations: ASKS_CLIS,
    },
    ({ cli }) =>
      manage(async () => {
        const versions = await gateway.versions(cli);
        return dataReply({ versions: versions.map(describeVersion) });
      }),
  );
}
