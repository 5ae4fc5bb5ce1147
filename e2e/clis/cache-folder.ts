import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Where installed CLIs are kept between test runs: outside the workspace, so that no tool walks into it. */
export function cacheFolder(): string {
  const chosen = process.env['LLM_GATEWAY_E2E_CACHE'];
  if (chosen) return chosen;
  return join(systemCacheFolder(), 'llm-gateway-e2e');
}

/** The account's own home, also when a test has set HOME to a throw-away folder. */
export function accountHome(): string {
  try {
    return userInfo().homedir;
  } catch {
    // A container may run under a user id that has no account; then HOME is all there is.
    return homedir();
  }
}

function systemCacheFolder(): string {
  const xdgCache = process.env['XDG_CACHE_HOME'];
  if (xdgCache) return xdgCache;
  if (process.platform === 'darwin') return join(accountHome(), 'Library', 'Caches');
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(accountHome(), 'AppData', 'Local');
  return join(accountHome(), '.cache');
}
