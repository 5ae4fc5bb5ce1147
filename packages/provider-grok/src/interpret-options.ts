import type { CommonTerms, Permission } from '@llm-gateway/core/provider';
import type { GrokOptions } from './options.js';

/** What Grok's own fields ask for in common terms; of two permissions the higher one. */
export function interpretOptions(options: GrokOptions): CommonTerms {
  const { alwaysApprove, permissionMode, outputFormat, allowedTools, disallowedTools } = options;
  const permission = alwaysApprove ? 'full' : permissionMode && permissionOf[permissionMode];
  return {
    ...(permission && { permission }),
    ...(outputFormat && { render: renderOf[outputFormat] }),
    ...(allowedTools && { allowedTools }),
    ...(disallowedTools && { disallowedTools }),
  };
}

/**
 * Without a person, 1.0.41 refuses in `default`, `dontAsk` and `plan` whatever would have to be asked about. `auto` lets a
 * model decide, which no level below `full` promises.
 */
const permissionOf: Readonly<Record<NonNullable<GrokOptions['permissionMode']>, Permission>> = {
  default: 'read-only',
  dontAsk: 'read-only',
  plan: 'read-only',
  acceptEdits: 'edit',
  auto: 'full',
  bypassPermissions: 'full',
};

const renderOf: Readonly<Record<NonNullable<GrokOptions['outputFormat']>, NonNullable<CommonTerms['render']>>> = {
  plain: 'answer',
  json: 'json',
  'streaming-json': 'events',
};
