import type { ProviderContext } from '@llm-gateway/core/provider';

/** Where Grok keeps its configuration, its login and its conversations. */
export function grokHome({ env, homeDir }: ProviderContext): string {
  return env['GROK_HOME'] || `${homeDir}/.grok`;
}
