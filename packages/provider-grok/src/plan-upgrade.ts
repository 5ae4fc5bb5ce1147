import type { InstallMethod, ProviderContext, UpgradePlan } from '@llm-gateway/core/provider';

/**
 * The way that Grok was installed decides. `grok update` would do for npm as well, but it installs into npm's own prefix
 * whatever copy it is called from.
 */
export function planUpgrade(target: string, { installation }: ProviderContext): UpgradePlan {
  if (!TARGET.test(target)) return manual(`"${target}" is neither a version nor a tag.`);
  const { method, path, realPath } = installation;
  if (method === 'homebrew') return manual(`"${realPath}" belongs to Homebrew: run \`brew upgrade\` for it.`);
  if (method === 'other') {
    const version = target === 'latest' ? [] : [`--version=${target}`];
    return { strategy: 'self-update', commands: [{ file: path, args: ['update', ...version] }] };
  }
  const [file, ...args] = installers[method];
  return { strategy: 'npm', commands: [{ file, args: [...args, `@xai-official/grok@${target}`] }] };
}

const TARGET = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

const installers: Record<Exclude<InstallMethod, 'homebrew' | 'other'>, readonly [string, ...string[]]> = {
  npm: ['npm', 'install', '--global'],
  pnpm: ['pnpm', 'add', '--global'],
  yarn: ['yarn', 'global', 'add'],
  bun: ['bun', 'add', '--global'],
};

function manual(note: string): UpgradePlan {
  return { strategy: 'manual', commands: [], note };
}
