import type { Provider } from '@llm-gateway/core';
import { callerOf, type ToolContext } from './tool-context.js';
import { requestAnnotations } from './annotations.js';
import { requestSchema } from './request-schema.js';
import { answerRequest, startRequest } from './run-request.js';
import { REQUEST_OUTPUT } from '../replies/answer-reply.js';
import { STARTED_OUTPUT } from '../replies/deferred-reply.js';

/** `<id>_request` and `<id>_request_async` of one provider. They take the same fields, by construction. */
export function registerRequestTools(tools: ToolContext, provider: Provider): void {
  const { server, gateway } = tools;
  const name = `${provider.id.replaceAll('-', '_')}_request`;
  const annotations = requestAnnotations(provider, gateway.maxPermission);
  server.registerTool(
    name,
    {
      title: `Ask ${provider.displayName}`,
      description: `Ask ${provider.displayName} and wait for the answer.`,
      inputSchema: requestSchema(provider),
      outputSchema: REQUEST_OUTPUT,
      annotations,
    },
    (reading, context) => answerRequest({ tools, provider, reading, context, caller: callerOf(tools, context) }),
  );
  server.registerTool(
    `${name}_async`,
    {
      title: `Ask ${provider.displayName}, collect later`,
      description: `As ${name}, with the same fields, but returns a jobId at once.`,
      inputSchema: requestSchema(provider, { isDescribed: false }),
      outputSchema: STARTED_OUTPUT,
      annotations,
    },
    (reading, context) => startRequest({ tools, provider, reading, context, caller: callerOf(tools, context) }),
  );
}
