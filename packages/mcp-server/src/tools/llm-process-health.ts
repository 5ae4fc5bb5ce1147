import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { READS_RECORD } from './annotations.js';
import { manage } from './manage.js';
import { outputSchema } from './output-schema.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerLlmProcessHealth({ server, gateway }: ToolContext): void {
  server.registerTool(
    'llm_process_health',
    {
      title: 'Process health',
      description: 'Memory and CPU of each job under way, all it started included.',
      inputSchema: slim(z.strictObject({})),
      outputSchema: outputSchema({ running: { type: 'integer' }, jobs: { type: 'array' } }, []),
      annotations: READS_RECORD,
    },
    () => manage(async () => dataReply({ ...(await gateway.jobs.health()) })),
  );
}
