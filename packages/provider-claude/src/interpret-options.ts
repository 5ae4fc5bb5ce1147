import type { CommonTerms, Permission } from '@llm-gateway/core/provider';
import type { ClaudeOptions } from './options.js';
import { levelOfRule } from './tool-levels.js';

/** What Claude Code's own fields ask for in the gateway's terms. */
export function interpretOptions(options: ClaudeOptions): CommonTerms {
  const { outputFormat, continueSession, strictMcpConfig, allowedTools, disallowedTools } = options;
  const permission = permissionAskedBy(options);
  return {
    ...(permission && { permission }),
    ...(continueSession !== undefined && { resumeLatest: continueSession }),
    ...(outputFormat && { render: renderings[outputFormat] }),
    ...(strictMcpConfig !== undefined && { requireMcpServers: strictMcpConfig }),
    ...(allowedTools && { allowedTools }),
    ...(disallowedTools && { disallowedTools }),
  };
}

const renderings = { text: 'answer', json: 'json', 'stream-json': 'events' } as const;

function permissionAskedBy({ dangerouslySkipPermissions, allowedTools = [] }: ClaudeOptions): Permission | undefined {
  const levels = allowedTools.map(levelOfRule);
  if (dangerouslySkipPermissions || levels.includes('full')) return 'full';
  return levels.includes('edit') ? 'edit' : undefined;
}
