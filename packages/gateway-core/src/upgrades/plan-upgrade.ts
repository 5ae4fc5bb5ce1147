import type { Command, Installation, Provider, ProviderContext, UpgradePlan } from '../provider.js';
import type { PlannedCommand, UpgradeReport } from './upgrade-report.js';

/** What would bring the CLI to the target, and what would bring it back. Runs nothing. */
export async function planUpgrade(
  { id, displayName, planUpgrade: plan }: Provider,
  target: string,
  context: ProviderContext,
): Promise<UpgradeReport> {
  const { installation } = context;
  const planFor = async (version: string): Promise<UpgradePlan> =>
    withRightPrefix((await plan?.(version, context)) ?? NO_WAY, installation, context.platform);
  const { strategy, commands, note } = await planFor(target);
  const from = installation.version;
  const back = from === 'unknown' || commands.length === 0 ? NO_WAY : await planFor(from);
  return {
    provider: id,
    displayName,
    target,
    status: commands.length === 0 ? 'manual' : 'planned',
    message:
      commands.length === 0
        ? `${displayName} ${from} has to be upgraded by hand.`
        : `${displayName} ${from} would be brought to "${target}".`,
    path: installation.path,
    installMethod: installation.method,
    from,
    strategy,
    commands,
    ...(note !== undefined && { note }),
    wayBack: back.commands,
    warnings: [],
  };
}

const NO_WAY: UpgradePlan = { strategy: 'manual', commands: [] };

/**
 * The npm on PATH may belong to another Node.js than the CLI, and would then install a second copy beside it. So npm is
 * told the folder that holds this one.
 */
function withRightPrefix(plan: UpgradePlan, installation: Installation, platform: NodeJS.Platform): UpgradePlan {
  if (!plan.commands.some(isGlobalInstall)) return plan;
  const prefix = globalPrefix(installation.realPath, platform);
  if (installation.method !== 'npm') return plan;
  if (prefix === undefined) {
    return { ...NO_WAY, note: `"${installation.realPath}" belongs to a project. Change its version there.` };
  }
  return { ...plan, commands: plan.commands.map((command) => atPrefix(command, prefix)) };
}

function isGlobalInstall({ file, args }: Command): boolean {
  const isTold = args.some((arg) => arg.startsWith('--prefix'));
  return file === 'npm' && !isTold && args.some((arg) => arg === '--global' || arg === '-g');
}

function atPrefix(command: Command, prefix: string): PlannedCommand {
  if (!isGlobalInstall(command)) return command;
  return { ...command, args: [...command.args.slice(0, 1), `--prefix=${prefix}`, ...command.args.slice(1)] };
}

/** The folder below which npm keeps what is installed with `--global`. */
function globalPrefix(realPath: string, platform: NodeJS.Platform): string | undefined {
  const pattern = platform === 'win32' ? /^(.+?)[\\/]node_modules[\\/]/ : /^(.*?)\/lib\/node_modules\//;
  return pattern.exec(realPath)?.[1];
}
