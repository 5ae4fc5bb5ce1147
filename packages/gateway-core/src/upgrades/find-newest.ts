import { parseVersion } from '../process/inspect-installation.js';
import { runQuery } from '../process/run-query.js';
import type { Provider } from '../provider.js';
import { findProgram } from './find-program.js';

const PATIENCE_MS = 5_000;
/** The registry is not asked again for what it has just said. */
const LIFE_MS = 60 * 60_000;

/** Asks for the newest published version of a provider's CLI; `undefined` when it cannot be known. */
export type FindNewest = (provider: Pick<Provider, 'executable'>) => Promise<string | undefined>;

/** By the machine's own npm, so with the user's own registry and proxies, and only for CLIs that come by npm. */
export function createFindNewest(env: Readonly<Record<string, string>>, cwd: string): FindNewest {
  const known = new Map<string, { readonly at: number; readonly version: string }>();
  return async ({ executable }) => {
    const name = packageIn(executable.installHint);
    if (name === undefined) return undefined;
    const kept = known.get(name);
    if (kept !== undefined && Date.now() - kept.at < LIFE_MS) return kept.version;
    const args = ['view', '--fetch-retries=0', '--no-update-notifier', `${name}@latest`, 'version'];
    const npm = findProgram({ file: 'npm', args }, env);
    if (npm === undefined) return undefined;
    const { stdout, exitCode } = await runQuery({ ...npm, cwd, timeoutMs: PATIENCE_MS });
    const version = exitCode === 0 ? parseVersion(stdout) : undefined;
    if (version !== undefined) known.set(name, { at: Date.now(), version });
    return version;
  };
}

/** The package that an install hint such as `npm install --global @some/cli` names. */
export function packageIn(installHint: string): string | undefined {
  return /^npm (?:install|i) (?:-\S+ )*((?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*)(?:@[\w.-]+)?$/i.exec(
    installHint.trim(),
  )?.[1];
}
