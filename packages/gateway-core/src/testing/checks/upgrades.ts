import path from 'node:path';
import type { InstallMethod, ProviderContext, UpgradePlan } from '../../provider.js';
import { expectThat, type Check, type Subject } from '../check.js';

const HOSTILE_TARGETS = [
  '--help',
  '-g',
  '../../etc/passwd',
  'https://example.com/package.tgz',
  'git+ssh://git@example.com/x',
  'file:///tmp/x',
  'npm:other-package@1.0.0',
  '@scope/other-package',
  'other-package@1.0.0',
  '1.0.0; rm -rf /',
  '$(touch x)',
  'two words',
  '1.0.0\n2.0.0',
  '1.0.0\u0000',
  `1.${'0'.repeat(500)}`,
];

const METHODS: readonly InstallMethod[] = ['npm', 'pnpm', 'yarn', 'bun', 'homebrew', 'other'];
const PACKAGE_MANAGERS = ['npm', 'pnpm', 'yarn', 'bun', 'brew'];

export const upgradeChecks: readonly Check[] = [
  {
    name: 'keeps anything but a version or a tag out of an upgrade',
    applies: hasUpgrades,
    async run(subject) {
      for (const method of METHODS) {
        for (const target of [...HOSTILE_TARGETS, '']) {
          const plan = await planOrRefusal(subject, target, contextFor(subject, method));
          const args = plan?.commands.flatMap((command) => command.args) ?? [];
          const hit = args.find((argument) =>
            target === '' ? argument === '' || argument.endsWith('@') : argument.includes(target),
          );
          expectThat(hit === undefined, `the target ${JSON.stringify(target)} reaches the upgrade's command: "${hit}"`);
        }
      }
    },
  },
  {
    name: 'upgrades the installation that was found',
    applies: hasUpgrades,
    async run(subject) {
      for (const method of METHODS) {
        for (const target of ['latest', '1.2.4', 'nightly', '2.0.0-beta.1']) {
          const context = contextFor(subject, method);
          const plan = await subject.provider.planUpgrade?.(target, context);
          expectThat(plan !== undefined, `planUpgrade gives nothing for "${target}"`);
          expectRunnable(plan, context);
          const isNamed = plan.commands.some(({ args }) => args.some((argument) => argument.includes(target)));
          const isManaged = plan.strategy === 'homebrew' || plan.strategy === 'manual';
          expectThat(
            target === 'latest' || isNamed || isManaged,
            `asked for "${target}" (${method}), the upgrade goes elsewhere`,
          );
        }
      }
    },
  },
];

function hasUpgrades({ provider }: Subject): boolean {
  return provider.planUpgrade !== undefined;
}

function contextFor({ context }: Subject, method: InstallMethod): ProviderContext {
  return { ...context, installation: { ...context.installation, method } };
}

/** A refusal may be thrown or said; either is a way of not doing it. */
async function planOrRefusal(
  { provider }: Subject,
  target: string,
  context: ProviderContext,
): Promise<UpgradePlan | undefined> {
  try {
    return await provider.planUpgrade?.(target, context);
  } catch {
    return undefined;
  }
}

function expectRunnable({ strategy, commands, note }: UpgradePlan, { installation }: ProviderContext): void {
  expectThat(
    ['self-update', 'npm', 'homebrew', 'manual'].includes(strategy),
    `the strategy "${strategy}" is not in the contract`,
  );
  expectThat(strategy === 'manual' || commands.length > 0, `the strategy "${strategy}" has no commands`);
  expectThat(commands.length > 0 || (note ?? '').trim() !== '', 'an upgrade that only a person can do needs a note');
  for (const { file, args } of commands) {
    const isInstallation = file === installation.path || file === installation.realPath;
    const isPackageManager = PACKAGE_MANAGERS.includes(path.basename(file).replace(/\.(cmd|exe)$/, ''));
    expectThat(
      isInstallation || isPackageManager,
      `the upgrade starts "${file}", which is not the installation at "${installation.path}"`,
    );
    const mistaken = args.find((argument) => typeof argument !== 'string' || /undefined|\[object/.test(argument));
    expectThat(mistaken === undefined, `the upgrade has the argument "${String(mistaken)}"`);
  }
}
