import type { BuildInput, FolderPolicy } from '@llm-gateway/core/provider';
import type { ConfigValue } from './override-config.js';

/** What Codex is told about the folder, and what it will take from it. */
export interface FolderTrust {
  readonly config: Readonly<Record<string, ConfigValue>>;
  readonly policy: FolderPolicy;
}

/**
 * Overrides Codex's own record of trusted folders. 0.169.0 asks that record for each folder between the working directory
 * and the root of the repository, so an untrusted folder is named together with all that lie above it. Then `.codex/`
 * (settings, hooks, MCP servers, rules) and AGENTS.md are not read; the folder's skills are still offered to the model.
 */
export function trustFolder({ folderTrust, cwd }: Pick<BuildInput<unknown>, 'folderTrust' | 'cwd'>): FolderTrust {
  const isTrusted = folderTrust === 'trusted';
  const code = isTrusted ? 'used' : 'ignored';
  return {
    config: { projects: isTrusted ? { [cwd]: { trust_level: 'trusted' } } : distrust(cwd) },
    policy: { hooks: code, mcpServers: code, settings: code, instructions: 'used' },
  };
}

/** Used for the queries, too, so that Codex lists the same MCP servers that it would start. */
export function distrust(cwd: string): ConfigValue {
  return Object.fromEntries(withAncestors(cwd).map((folder) => [folder, { trust_level: 'untrusted' }]));
}

function withAncestors(folder: string): readonly string[] {
  const separators = [...folder.matchAll(/[/\\]/g)].map(({ index }) => index);
  // The root keeps its separator: `/`, `C:\`.
  const above = separators.map((end, position) => folder.slice(0, position === 0 ? end + 1 : end));
  return [...new Set([folder, ...above.toReversed()])];
}
