import type { Provider } from '@llm-gateway/core';
import * as z from 'zod';

/**
 * What every request tool takes, whatever the provider. Descriptions are short: each is sent eight times. Bounds are only
 * published here (`meta`); the gateway checks them, says so in its own words, and records the refusal.
 */
export const requestFields = z.object({
  prompt: z.string().meta({ minLength: 1, maxLength: 100_000 }),
  model: z.string().optional().describe('Name or alias'),
  effort: z.string().optional(),
  sessionId: z.string().optional().describe('Conversation to continue'),
  resumeLatest: z.boolean().optional().describe('Continue the latest conversation in cwd'),
  createNewSession: z.boolean().optional(),
  fork: z.boolean().optional().describe('Continue under a new id'),
  cwd: z.string().optional().describe('Absolute folder to work in'),
  permission: z.enum(['read-only', 'edit', 'full']).optional(),
  timeoutMs: z.int().meta({ minimum: 1_000 }).optional(),
  idleTimeoutMs: z.int().meta({ minimum: 30_000, maximum: 3_600_000 }).optional(),
  mcpServers: z.array(z.string()).optional().describe('MCP servers for the agent, by name'),
  approvalStrategy: z.enum(['legacy', 'mcp_managed']).optional(),
  approvalPolicy: z.enum(['strict', 'balanced', 'permissive']).optional(),
  correlationId: z.string().optional(),
  forceRefresh: z.boolean().optional().describe('Run again what was just answered'),
});

/** What a request tool takes besides the request itself. */
export const callFields = z.object({
  dryRun: z.boolean().optional().describe('Show the command, start nothing'),
  // Taken, though not offered, in the one form that asks for nothing: callers of the reference product send them.
  optimizePrompt: z.literal(false).optional(),
  optimizeResponse: z.literal(false).optional(),
});

export type FieldName = keyof typeof requestFields.shape | keyof typeof callFields.shape;

/** The fields that make sense for this provider, in the order in which they are listed. */
export function offeredFields({ features }: Provider): readonly FieldName[] {
  const { resume, fork } = features.sessions;
  return [
    'prompt',
    'model',
    ...(features.efforts ? (['effort'] as const) : []),
    ...(resume ? (['sessionId', 'resumeLatest', 'createNewSession'] as const) : []),
    ...(fork ? (['fork'] as const) : []),
    'cwd',
    'permission',
    'timeoutMs',
    ...(features.streaming === 'none' ? [] : (['idleTimeoutMs'] as const)),
    'mcpServers',
    'approvalStrategy',
    'approvalPolicy',
    'correlationId',
    'forceRefresh',
    'dryRun',
  ];
}
