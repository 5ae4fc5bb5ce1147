import type { ProviderContext, UpgradePlan } from '@llm-gateway/core/provider';

/** The way Claude Code was installed is the way it is updated. */
export function planUpgrade(target: string, { installation, platform }: ProviderContext): UpgradePlan {
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(target)) return manual('The target is neither a version nor a tag.');
  const { method, path, realPath } = installation;
  switch (method) {
    case 'npm': {
      // Named, because the npm on PATH may belong to another Node.js than this installation.
      const prefix = globalPrefix(realPath, platform);
      if (prefix === undefined) return manual(`Run \`npm install ${PACKAGE}@${target}\` in the project that holds it.`);
      // The package puts its binary in place in an install script: npm 11 wants this consent, npm 10 takes no notice of it.
      const consent = `--allow-scripts=${PACKAGE}`;
      const args = ['install', '--global', `--prefix=${prefix}`, consent, `${PACKAGE}@${target}`];
      return { strategy: 'npm', commands: [{ file: 'npm', args }] };
    }
    case 'homebrew':
      if (target !== 'latest') return manual('Homebrew has the latest version only.');
      return { strategy: 'homebrew', commands: [{ file: 'brew', args: ['upgrade', 'claude-code'] }] };
    case 'pnpm':
      return manual(`Run \`pnpm add --global --allow-build=${PACKAGE} ${PACKAGE}@${target}\`.`);
    case 'yarn':
      return manual(`Run \`yarn global add ${PACKAGE}@${target}\`.`);
    case 'bun':
      return manual(`Run \`bun add --global --trust ${PACKAGE}@${target}\`.`);
    case 'other':
      // The vendor's own installer keeps its versions itself.
      return {
        strategy: 'self-update',
        commands: [{ file: path, args: target === 'latest' ? ['update'] : ['install', target] }],
      };
    default:
      return method satisfies never;
  }
}

const PACKAGE = '@anthropic-ai/claude-code';

function manual(note: string): UpgradePlan {
  return { strategy: 'manual', commands: [], note };
}

/** The folder below which npm keeps what is installed with `--global`. */
function globalPrefix(realPath: string, platform: NodeJS.Platform): string | undefined {
  const pattern = platform === 'win32' ? /^(.+?)[\\/]node_modules[\\/]/ : /^(.*?)\/lib\/node_modules\//;
  return pattern.exec(realPath)?.[1];
}
