import type { Provider } from '@llm-gateway/core';
import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { readCancellation } from '../clients/read-cancellation.js';
import { chooseProviders } from '../consult/choose-providers.js';
import { followConsultation } from '../consult/consultation-progress.js';
import { CONSULT_OUTPUT, consultationReply } from '../consult/consultation-reply.js';
import { startConsultation, type Consultation } from '../consult/start-consultation.js';
import { askForVerdict } from '../consult/verdicts.js';
import { progressSender } from '../progress/send-progress.js';
import { ASKS_READ_ONLY } from './annotations.js';
import { manage } from './manage.js';
import { providerField } from './provider-field.js';
import { firstOf } from './run-request.js';
import { slim } from './slim-schema.js';
import { callerOf, type Caller, type ToolContext } from './tool-context.js';

interface Fields {
  readonly prompt: string;
  readonly providers?: readonly string[] | undefined;
  readonly choices?: readonly string[] | undefined;
  readonly cwd?: string | undefined;
}

/** One question to several agents. Like `llm_ask` it can change nothing, whatever its arguments. */
export function registerConsult(tools: ToolContext): void {
  const providers = tools.gateway.providers.filter(canOnlyLook);
  if (providers.length === 0) return;
  tools.server.registerTool(
    'consult',
    {
      title: 'Ask several agents',
      description: 'Ask several agents one question, reading only. Keeps every answer and dissent.',
      inputSchema: slim(
        z.strictObject({
          prompt: z.string().min(1).max(100_000),
          providers: z.array(providerField(providers)).min(1).optional().describe('Default: all that are ready'),
          choices: z.array(z.string().min(1)).min(2).optional().describe('Verdicts to choose from'),
          cwd: z.string().optional(),
        }),
      ),
      outputSchema: CONSULT_OUTPUT,
      annotations: ASKS_READ_ONLY,
    },
    (fields, context) => manage(() => consult(tools, fields, context)),
  );
}

async function consult(tools: ToolContext, fields: Fields, context: ServerContext): Promise<CallToolResult> {
  const arrivedAt = performance.now();
  const { prompt, choices, cwd } = fields;
  const { gateway } = tools;
  const caller = callerOf(tools, context);
  const { asked, notAsked } = await chooseProviders(gateway, fields.providers);
  let touch = (): void => {};
  const consultation = startConsultation({
    gateway,
    providers: asked,
    request: { prompt: askForVerdict(prompt, choices), ...(cwd !== undefined && { cwd }) },
    client: caller.name,
    onVoice: () => touch(),
  });
  const say = progressSender(context);
  const follower = say && followConsultation({ gateway, consultation, say });
  if (follower) ({ touch } = follower);
  const { syncDeadlineMs } = caller.limits;
  const left = syncDeadlineMs === undefined ? undefined : syncDeadlineMs - (performance.now() - arrivedAt);
  const end = await firstOf(consultation, left, context.mcpReq.signal);
  follower?.stop();
  if (end === 'cancelled') {
    await obeyCancellation(consultation, { context, caller, elapsedMs: performance.now() - arrivedAt });
    return { content: [] }; // A cancelled call is not answered.
  }
  if (end === 'deadline') consultation.detach();
  return consultationReply({ voices: consultation.voices(), notAsked, choices }, caller.limits);
}

async function obeyCancellation(
  consultation: Consultation,
  { context, caller, elapsedMs }: { context: ServerContext; caller: Caller; elapsedMs: number },
): Promise<void> {
  const { reason } = context.mcpReq.signal;
  switch (readCancellation({ reason, elapsedMs, limits: caller.limits })) {
    case 'person':
      await consultation.cancel();
      return;
    case 'time-out':
      consultation.detach();
      return;
    case 'connection-closed':
      return; // The server ends, and with it every job that is not detached.
  }
}

function canOnlyLook({ features }: Provider): boolean {
  return features.permissions.includes('read-only');
}
