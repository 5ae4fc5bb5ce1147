import * as z from 'zod';
import { dataReply } from '../replies/data-reply.js';
import { describeJob } from '../replies/describe-job.js';
import { READS_RECORD } from './annotations.js';
import { jobNotFound, manageJob } from './manage.js';
import { outputSchema } from './output-schema.js';
import { slim } from './slim-schema.js';
import type { ToolContext } from './tool-context.js';

export function registerLlmJobStatus({ server, gateway }: ToolContext): void {
  server.registerTool(
    'llm_job_status',
    {
      title: 'Job status',
      description: 'What a job is at.',
      inputSchema: slim(z.strictObject({ jobId: z.string() })),
      outputSchema: outputSchema({ success: { type: 'boolean' }, job: { type: 'object' } }, ['success']),
      annotations: READS_RECORD,
    },
    ({ jobId }) =>
      manageJob(jobId, async () => {
        const job = await gateway.jobs.get(jobId);
        if (job === undefined) throw jobNotFound(jobId);
        return dataReply({ success: true, job: describeJob(job) });
      }),
  );
}
