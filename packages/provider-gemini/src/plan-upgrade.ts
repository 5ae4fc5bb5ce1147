import type { Command, InstallMethod, ProviderContext, UpgradePlan } from '@llm-gateway/core/provider';

/** The way the CLI was installed is the way it is updated; it cannot update itself from the command line. */
export function planUpgrade(target: string, { installation }: ProviderContext): UpgradePlan {
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(target)) {
    return { strategy: 'manual', commands: [], note: 'The target is neither a version nor a tag.' };
  }
  const command = updateCommands[installation.method]?.(target);
  if (command !== undefined)
    return { strategy: installation.method === 'homebrew' ? 'homebrew' : 'npm', commands: [command] };
  return {
    strategy: 'manual',
    commands: [],
    note: `This installation cannot be brought to "${target}" from here. With npm: npm install --global ${PACKAGE}@${target}`,
  };
}

const PACKAGE = '@google/gemini-cli';

const updateCommands: Readonly<Record<InstallMethod, ((target: string) => Command | undefined) | undefined>> = {
  npm: (target) => ({ file: 'npm', args: ['install', '--global', `${PACKAGE}@${target}`] }),
  pnpm: (target) => ({ file: 'pnpm', args: ['add', '--global', `${PACKAGE}@${target}`] }),
  yarn: (target) => ({ file: 'yarn', args: ['global', 'add', `${PACKAGE}@${target}`] }),
  bun: (target) => ({ file: 'bun', args: ['add', '--global', `${PACKAGE}@${target}`] }),
  // A formula has one version.
  homebrew: (target) => (target === 'latest' ? { file: 'brew', args: ['upgrade', 'gemini-cli'] } : undefined),
  other: undefined,
};
