import { hasEnded, type JobResult } from '@llm-gateway/core';
import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ClientLimits } from '../clients/client-limits.js';
import { followJob } from '../progress/follow-job.js';
import { progressSender } from '../progress/send-progress.js';
import { IN_STRUCTURE } from '../replies/answer-reply.js';
import { dataReply } from '../replies/data-reply.js';
import { describeJob } from '../replies/describe-job.js';
import { READS_RECORD } from './annotations.js';
import { jobNotFound, manageJob } from './manage.js';
import { outputSchema } from './output-schema.js';
import { slim } from './slim-schema.js';
import { callerOf, type ToolContext } from './tool-context.js';

const fields = z.strictObject({
  jobId: z.string(),
  offset: z.int().min(0).optional().describe('A nextOffset'),
  maxChars: z.int().min(1_000).max(2_000_000).optional(),
  waitMs: z.int().min(0).optional().describe('Wait that long for the end'),
  raw: z.boolean().optional().describe("Add the CLI's stdout and stderr"),
});

export function registerLlmJobResult(tools: ToolContext): void {
  tools.server.registerTool(
    'llm_job_result',
    {
      title: 'Job result',
      description: "A page of a job's answer.",
      inputSchema: slim(fields),
      outputSchema: outputSchema({ success: { type: 'boolean' }, result: { type: 'object' } }, ['success']),
      annotations: READS_RECORD,
    },
    (request, context) =>
      manageJob(request.jobId, async () => {
        const { limits } = callerOf(tools, context);
        await waitForEnd(tools, request, { limits, context });
        const { jobId, offset = 0, maxChars = limits.pageChars, raw = false } = request;
        const result = await tools.gateway.jobs.result(jobId, { offset, maxChars });
        const reply = dataReply({
          success: true,
          result: { ...describeJob(result), ...(raw && (await rawOutput(tools, { jobId, offset, maxChars }))) },
        });
        if (limits.reads === 'structure') return { ...reply, content: [{ type: 'text', text: IN_STRUCTURE }] };
        return limits.reads === 'both' ? withoutSecondCopy(reply, result) : reply;
      }),
  );
}

/** Waits no longer than the client would: past its time-out the reply would reach nobody. */
async function waitForEnd(
  { gateway }: ToolContext,
  { jobId, waitMs = 0 }: z.output<typeof fields>,
  { limits, context }: { limits: ClientLimits; context: ServerContext },
): Promise<void> {
  const job = await gateway.jobs.get(jobId);
  if (job === undefined) throw jobNotFound(jobId);
  if (waitMs === 0 || hasEnded(job)) return;
  const say = progressSender(context);
  const displayName = gateway.providers.find(({ id }) => id === job.provider)?.displayName ?? job.provider;
  const follower = say && followJob({ gateway, jobId, displayName, since: performance.now(), say });
  try {
    await gateway.jobs.wait(jobId, Math.min(waitMs, limits.syncDeadlineMs ?? waitMs));
  } finally {
    follower?.stop();
  }
}

async function rawOutput(
  { gateway }: ToolContext,
  { jobId, ...page }: { jobId: string; offset: number; maxChars: number },
): Promise<Record<string, unknown>> {
  const [stdout, stderr] = await Promise.all([
    gateway.jobs.output(jobId, 'stdout', page),
    gateway.jobs.output(jobId, 'stderr', page),
  ]);
  return {
    stdout: stdout.text,
    stdoutTruncated: stdout.nextOffset !== undefined,
    stderr: stderr.text,
    stderrTruncated: stderr.nextOffset !== undefined,
  };
}

function withoutSecondCopy(reply: CallToolResult, result: JobResult): CallToolResult {
  return { ...reply, structuredContent: { success: true, result: { ...describeJob(result), answer: undefined } } };
}
