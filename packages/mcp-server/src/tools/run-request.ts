import type { GatewayRequest, Provider, StartedJob, StartOptions } from '@llm-gateway/core';
import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import { askPerson } from '../approvals/ask-person.js';
import { readCancellation } from '../clients/read-cancellation.js';
import { followJob } from '../progress/follow-job.js';
import { progressSender } from '../progress/send-progress.js';
import { answerReply } from '../replies/answer-reply.js';
import { deferredReply } from '../replies/deferred-reply.js';
import { failedJobReply, refusalReply } from '../replies/failure-reply.js';
import { planReply } from '../replies/plan-reply.js';
import type { RequestReading } from './request-schema.js';
import type { Caller, ToolContext } from './tool-context.js';

export interface RequestCall {
  readonly tools: ToolContext;
  readonly provider: Provider;
  readonly reading: RequestReading;
  readonly context: ServerContext;
  readonly caller: Caller;
}

/** A reply, or a question to the person that has to be answered first. */
export type RequestReply = CallToolResult | InputRequiredResult;

/** Starts a request and waits for its end, as long as the client does. */
export function answerRequest(call: RequestCall): Promise<RequestReply> {
  return readThen(call, async (request, approval) => {
    const arrivedAt = performance.now();
    const { tools, provider, context, caller } = call;
    const say = progressSender(context);
    let touch = (): void => {};
    const started = await tools.gateway.start(request, {
      client: caller.name,
      onEvent: () => touch(),
      ...approval,
    });
    const { gateway } = tools;
    const { displayName } = provider;
    const follower = say && followJob({ gateway, jobId: started.id, displayName, since: arrivedAt, say });
    if (follower) ({ touch } = follower);
    const { syncDeadlineMs } = caller.limits;
    const left = syncDeadlineMs === undefined ? undefined : syncDeadlineMs - (performance.now() - arrivedAt);
    const end = await firstOf(started, left, context.mcpReq.signal);
    follower?.stop();
    if (end === 'ended') return replyTo(call, started);
    const waitedMs = performance.now() - arrivedAt;
    if (end === 'cancelled') {
      await obeyCancellation(call, started, waitedMs);
      return { content: [] }; // A cancelled call is not answered.
    }
    started.detach();
    return reportDeferral(call, started, waitedMs);
  });
}

/** Starts a request that outlives the client, and says where to collect its answer. */
export function startRequest(call: RequestCall): Promise<RequestReply> {
  return readThen(call, async (request, approval) => {
    const { tools, caller } = call;
    return reportDeferral(
      call,
      await tools.gateway.start(request, { client: caller.name, detached: true, ...approval }),
    );
  });
}

async function readThen(
  { tools, provider, reading, context }: RequestCall,
  run: (request: GatewayRequest, approval: Pick<StartOptions, 'personSaid'>) => Promise<CallToolResult>,
): Promise<RequestReply> {
  if ('problem' in reading) return refusalReply(reading.problem);
  const { request, dryRun } = reading;
  try {
    if (dryRun) return planReply(await tools.gateway.plan(request));
    const { question, ...approval } = await askPerson({ tools, provider, context, request });
    return question ?? (await run(request, approval));
  } catch (error) {
    return refusalReply(error, request);
  }
}

async function replyTo({ tools, caller }: RequestCall, started: StartedJob): Promise<CallToolResult> {
  const job = await started.ended;
  if (job.status !== 'completed') return failedJobReply(job);
  const { limits } = caller;
  const result = await tools.gateway.jobs.result(started.id, { maxChars: limits.pageChars });
  return answerReply({ result, deduplicated: started.deduplicated, reads: limits.reads });
}

async function reportDeferral(
  { tools, provider }: RequestCall,
  started: StartedJob,
  waitedMs?: number,
): Promise<CallToolResult> {
  const job = await tools.gateway.jobs.get(started.id);
  return deferredReply({ started, job, provider, ...(waitedMs !== undefined && { waitedMs }) });
}

type FirstEnd = 'ended' | 'deadline' | 'cancelled';

export async function firstOf(
  { ended }: { readonly ended: Promise<unknown> },
  deadlineMs: number | undefined,
  signal: AbortSignal,
): Promise<FirstEnd> {
  if (signal.aborted) return 'cancelled';
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => {};
  try {
    return await Promise.race<FirstEnd>([
      ended.then(() => 'ended'),
      new Promise((resolve) => {
        if (deadlineMs !== undefined) timer = setTimeout(() => resolve('deadline'), Math.max(0, deadlineMs));
      }),
      new Promise((resolve) => {
        onAbort = () => resolve('cancelled');
        signal.addEventListener('abort', onAbort, { once: true });
      }),
    ]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

async function obeyCancellation(
  { tools, context, caller }: RequestCall,
  job: StartedJob,
  elapsedMs: number,
): Promise<void> {
  const { reason } = context.mcpReq.signal;
  switch (readCancellation({ reason, elapsedMs, limits: caller.limits })) {
    case 'person':
      await tools.gateway.jobs.cancel(job.id);
      return;
    case 'time-out':
      job.detach();
      return;
    case 'connection-closed':
      return; // The server ends, and with it every job that is not detached.
  }
}
