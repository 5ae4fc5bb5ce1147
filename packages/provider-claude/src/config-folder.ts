import type { ProviderContext } from '@llm-gateway/core/provider';

/** Where Claude Code keeps its settings and its conversations. */
export function configFolder({ env, homeDir }: ProviderContext): string {
  return env['CLAUDE_CONFIG_DIR'] || `${homeDir}/.claude`;
}
