import type { ProviderContext } from '@llm-gateway/core/provider';

/** Where Codex keeps its configuration, its login and its conversations. */
export function codexHome({ env, homeDir }: ProviderContext): string {
  return env['CODEX_HOME'] || `${homeDir}/.codex`;
}
