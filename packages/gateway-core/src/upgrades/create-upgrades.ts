import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/load-config.js';
import { GatewayError, isGatewayError } from '../errors.js';
import { assertRecentEnough, locateInstallation } from '../prepare/find-installation.js';
import { createProviderContext } from '../prepare/provider-context.js';
import { childEnvironment } from '../process/child-environment.js';
import { isOlder } from '../process/inspect-installation.js';
import type { Installation, Provider } from '../provider.js';
import { assertTarget } from './assert-target.js';
import { createFindNewest } from './find-newest.js';
import { assertNoUpgrade } from './lock-upgrades.js';
import { planUpgrade } from './plan-upgrade.js';
import { runUpgrade } from './run-upgrade.js';
import { lastReport } from './upgrade-record.js';
import type { CliVersion, UpgradeOptions, UpgradeReport } from './upgrade-report.js';

export interface UpgradeParts {
  readonly config: Config;
  readonly environment: Environment;
  readonly providers: readonly Provider[];
  /** How many jobs run with a provider's CLI now. */
  readonly countRunning: (providerId: string) => Promise<number>;
}

export interface Upgrades {
  version(provider: Provider, options?: { readonly checkNewest?: boolean }): Promise<CliVersion>;
  upgrade(provider: Provider, target: string, options: UpgradeOptions): Promise<UpgradeReport>;
}

/** What is installed, and how it is brought to another version. */
export function createUpgrades({ config, environment, providers, countRunning }: UpgradeParts): Upgrades {
  const env = childEnvironment(environment, providers);
  const folder = path.join(config.home, 'upgrades');
  const findNewest = createFindNewest(env, folder);
  const locate = (provider: Provider): Promise<Installation> => {
    // Everything runs there: settings of package managers in a project that somebody cloned have no say.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return locateInstallation(provider, { config, environment, env, cwd: folder });
  };

  return {
    async version(provider, { checkNewest = true } = {}) {
      const last = lastReport(folder, provider.id);
      const facts = {
        provider: provider.id,
        displayName: provider.displayName,
        canUpgrade: provider.planUpgrade !== undefined,
        ...(last !== undefined && { lastUpgrade: last }),
      };
      try {
        const installation = await locate(provider);
        const newest = checkNewest ? await findNewest(provider) : undefined;
        return { ...facts, ...describe(provider, installation, newest) };
      } catch (error) {
        if (!isGatewayError(error)) throw error;
        return { ...facts, installed: false, updateAvailable: 'unknown', ...problemOf(error) };
      }
    },
    async upgrade(provider, target, options) {
      assertTarget(target);
      if (provider.planUpgrade === undefined) throw notOffered(provider);
      if (options.dryRun === false) assertNoUpgrade(folder);
      const installation = await locate(provider);
      const plan = await planUpgrade(provider, target, createProviderContext({ installation, env, cwd: folder }));
      const running = await countRunning(provider.id);
      const warnings = running === 0 ? [] : [`${running} of its runs are under way and may break.`];
      if (options.dryRun ?? true) return { ...plan, warnings };
      if (plan.status === 'manual') throw byHand(plan);
      if (config.maxPermission !== 'full') throw aboveCeiling(provider, config);
      const report = await runUpgrade({ provider, plan, folder, env, options });
      return { ...report, warnings: [...warnings, ...report.warnings] };
    },
  };
}

function describe(
  provider: Provider,
  { path: file, realPath, version, method }: Installation,
  newest: string | undefined,
): Omit<CliVersion, 'provider' | 'displayName' | 'canUpgrade'> {
  const isComparable = newest !== undefined && version !== 'unknown';
  return {
    installed: true,
    version,
    path: file,
    realPath,
    installMethod: method,
    ...(newest !== undefined && { newest }),
    updateAvailable: isComparable ? (isOlder(version, newest) ? 'yes' : 'no') : 'unknown',
    ...whyUnsuitable(provider, version),
  };
}

function whyUnsuitable(provider: Provider, version: string): Pick<CliVersion, 'problem' | 'hint'> {
  try {
    assertRecentEnough(provider, version);
    return {};
  } catch (error) {
    if (!isGatewayError(error)) throw error;
    return problemOf(error);
  }
}

function problemOf({ message, hint }: GatewayError): Pick<CliVersion, 'problem' | 'hint'> {
  return { problem: message, ...(hint !== undefined && { hint }) };
}

function notOffered({ id, displayName, executable }: Provider): GatewayError {
  return new GatewayError('invalid_request', `The gateway does not know how to upgrade ${displayName}.`, {
    provider: id,
    hint: executable.installHint,
  });
}

function byHand({ provider, message, note }: UpgradeReport): GatewayError {
  return new GatewayError('invalid_request', message, { provider, ...(note !== undefined && { hint: note }) });
}

/** Install scripts do whatever they like, so running them is `full`. */
function aboveCeiling({ id }: Provider, { maxPermission }: Config): GatewayError {
  return new GatewayError('permission_exceeded', `An upgrade is above what this gateway allows ("${maxPermission}").`, {
    provider: id,
    hint: 'Run the commands of the plan yourself; only the owner of the gateway can raise LLM_GATEWAY_MAX_PERMISSION.',
  });
}
