import { statSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { GatewayError } from '../errors.js';
import type { Provider, ValidationIssue } from '../provider.js';
import { isModelName } from '../models/model-name.js';
import type { GatewayRequest } from '../request.js';

/** Ids go into argument lists and file names of CLIs, so what could be a flag or a path is refused here once for all. */
const SESSION_ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}$/;

const text = z.string().refine((value) => !value.includes('\0'), 'must not contain the NUL character');

const requestSchema = z.strictObject({
  provider: z.string().min(1),
  prompt: text.min(1, 'must not be empty').max(100_000, 'must be at most 100,000 characters'),
  model: text.refine(isModelName, 'must be a model name').optional(),
  effort: text.min(1).max(40).optional(),
  sessionId: text.min(1).optional(),
  resumeLatest: z.boolean().optional(),
  createNewSession: z.boolean().optional(),
  fork: z.boolean().optional(),
  cwd: text.optional(),
  permission: z.enum(['read-only', 'edit', 'full']).optional(),
  timeoutMs: z
    .int()
    .min(1_000)
    .max(7 * 24 * 3_600_000)
    .optional(),
  idleTimeoutMs: z.int().min(30_000).max(3_600_000).optional(),
  mcpServers: z.array(text.min(1).max(100)).max(100).optional(),
  approvalStrategy: z.enum(['legacy', 'mcp_managed']).optional(),
  approvalPolicy: z.enum(['strict', 'balanced', 'permissive']).optional(),
  correlationId: text.min(1).max(200).optional(),
  forceRefresh: z.boolean().optional(),
  options: z.record(z.string(), z.unknown()).optional(),
});

/** Checks the common fields of a request. Throws `invalid_request` with the field and the fault. */
export function validateRequest(request: GatewayRequest): GatewayRequest {
  const parsed = requestSchema.safeParse(request);
  if (!parsed.success) throw invalid(describeIssue(parsed.error.issues[0]));
  const { sessionId, cwd } = request;
  if (sessionId?.startsWith('gw-')) {
    throw invalid(
      `"${sessionId}" is the gateway's own book-keeping and cannot be resumed`,
      'Leave sessionId out, or take one from session_list.',
    );
  }
  if (sessionId !== undefined && !SESSION_ID.test(sessionId)) throw invalid('sessionId is not a session id');
  if (cwd !== undefined) assertFolder(cwd);
  return request;
}

/** Checks the provider's own fields with the provider's schema. */
export async function validateOptions(provider: Provider, options: unknown): Promise<unknown> {
  const outcome = await provider.options['~standard'].validate(options ?? {});
  if (outcome.issues === undefined) return outcome.value;
  throw invalid(describeIssue(outcome.issues[0]));
}

export function invalid(fault: string, hint?: string): GatewayError {
  return new GatewayError('invalid_request', `The request is wrong: ${fault}.`, hint === undefined ? {} : { hint });
}

function describeIssue(issue: ValidationIssue | undefined): string {
  const place = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  const fault = (issue?.message ?? 'unknown fault').replace(/\.$/, '');
  return place === '' ? fault : `${place}: ${fault}`;
}

export function assertFolder(cwd: string): void {
  if (!path.isAbsolute(cwd)) throw invalid(`cwd "${cwd}" is not an absolute path`);
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) throw invalid(`cwd "${cwd}" is not a folder`);
}
