import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { STOPS_JOB } from './annotations.js';
import { manageJob } from './manage.js';
import { outputSchema } from './output-schema.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerLlmJobCancel({ server, gateway }: ToolContext): void {
  server.registerTool(
    'llm_job_cancel',
    {
      title: 'Cancel a job',
      description: 'Stop a job and everything it started.',
      inputSchema: slim(z.strictObject({ jobId: z.string() })),
      outputSchema: outputSchema({ success: { type: 'boolean' }, jobId: { type: 'string' } }, ['success']),
      annotations: STOPS_JOB,
    },
    ({ jobId }) =>
      manageJob(jobId, async () => {
        const wasRunning = await gateway.jobs.cancel(jobId);
        if (wasRunning) return dataReply({ success: true, jobId });
        return dataReply({ success: false, jobId, reason: 'The job had already ended.' });
      }),
  );
}
