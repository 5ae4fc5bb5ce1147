import type { CommonTerms } from '@llm-gateway/core/provider';
import type { CodexOptions } from './options.js';

/** The permission that Codex's own fields ask for; the higher one where they ask for two. */
export function interpretOptions({ fullAuto, dangerouslyBypassApprovalsAndSandbox }: CodexOptions): CommonTerms {
  if (dangerouslyBypassApprovalsAndSandbox) return { permission: 'full' };
  return fullAuto ? { permission: 'edit' } : {};
}
