import type { InstallMethod, ProviderContext, UpgradePlan } from '@llm-gateway/core/provider';

/** `codex update` takes no version, so a package manager does it, the one that Codex was installed with. */
export function planUpgrade(target: string, { installation }: ProviderContext): UpgradePlan {
  if (!TARGET.test(target)) return manual(`"${target}" is neither a version nor a tag.`);
  const { method, realPath } = installation;
  if (method === 'homebrew') return upgradeByHomebrew(target);
  if (method === 'other') {
    return manual(`It is not known how "${realPath}" was installed. See https://developers.openai.com/codex/cli.`);
  }
  const [file, ...args] = installers[method];
  return { strategy: 'npm', commands: [{ file, args: [...args, `@openai/codex@${target}`] }] };
}

const TARGET = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

const installers: Record<Exclude<InstallMethod, 'homebrew' | 'other'>, readonly [string, ...string[]]> = {
  npm: ['npm', 'install', '--global'],
  pnpm: ['pnpm', 'add', '--global'],
  yarn: ['yarn', 'global', 'add'],
  bun: ['bun', 'add', '--global'],
};

function upgradeByHomebrew(target: string): UpgradePlan {
  if (target !== 'latest') return manual('Homebrew has only the latest Codex.');
  return { strategy: 'homebrew', commands: [{ file: 'brew', args: ['upgrade', '--cask', 'codex'] }] };
}

function manual(note: string): UpgradePlan {
  return { strategy: 'manual', commands: [], note };
}
