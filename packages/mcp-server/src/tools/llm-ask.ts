import { GatewayError, type Provider } from '@llm-gateway/core';
import * as z from 'zod';
import { REQUEST_OUTPUT } from '../replies/answer-reply.js';
import { refusalReply } from '../replies/failure-reply.js';
import { ASKS_READ_ONLY } from './annotations.js';
import { providerField } from './provider-field.js';
import { answerRequest } from './run-request.js';
import { slim } from './slim-schema.js';
import { callerOf, type ToolContext } from './tool-context.js';

/**
 * The tool that cannot change anything, whatever its arguments, so that clients may let it run without a person. The
 * request tools cannot promise that: an argument of theirs can ask for more.
 */
export function registerLlmAsk(tools: ToolContext): void {
  const providers = tools.gateway.providers.filter(canOnlyLook);
  if (providers.length === 0) return;
  tools.server.registerTool(
    'llm_ask',
    {
      title: 'Ask an agent that only looks',
      description: 'Ask an agent that may read files and change nothing.',
      inputSchema: slim(
        z.strictObject({
          provider: providerField(providers),
          prompt: z.string().min(1).max(100_000),
          model: z.string().optional(),
          sessionId: z.string().optional(),
          cwd: z.string().optional(),
        }),
      ),
      outputSchema: REQUEST_OUTPUT,
      annotations: ASKS_READ_ONLY,
    },
    async ({ provider: id, prompt, ...rest }, context) => {
      const provider = providers.find((candidate) => candidate.id === id);
      if (provider === undefined) return refusalReply(new GatewayError('provider_not_found', `No provider "${id}".`));
      const { model, sessionId, cwd } = rest;
      const request = {
        provider: id,
        prompt,
        permission: 'read-only' as const,
        ...(model !== undefined && { model }),
        ...(sessionId !== undefined && { sessionId }),
        ...(cwd !== undefined && { cwd }),
      };
      const reading = { request, dryRun: false };
      return answerRequest({ tools, provider, reading, context, caller: callerOf(tools, context) });
    },
  );
}

function canOnlyLook({ features }: Provider): boolean {
  return features.permissions.includes('read-only');
}
