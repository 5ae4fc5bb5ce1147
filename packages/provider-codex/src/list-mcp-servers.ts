import type { ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { overrideConfig } from './override-config.js';
import { distrust } from './trust-folder.js';

const serverList = z.array(z.object({ name: z.string() }));

/**
 * The MCP servers of the user's own configuration. `undefined`: Codex cannot say, as when its configuration is broken.
 * Those of plugins are left out: 0.169.0 lists them, too, but fails when one is switched off by its name.
 */
export async function listMcpServers({ query, cwd }: ProviderContext): Promise<readonly string[] | undefined> {
  const overrides = overrideConfig({ 'features.plugins': false, projects: distrust(cwd) });
  const { exitCode, stdout } = await query(['mcp', 'list', '--json', ...overrides]);
  if (exitCode !== 0) return undefined;
  try {
    return serverList.parse(JSON.parse(stdout)).map(({ name }) => name);
  } catch {
    return undefined;
  }
}
