import type { Config } from '../config/config.js';
import { homeFolder, type Environment } from '../config/load-config.js';
import { GatewayError } from '../errors.js';
import { findExecutable, searchedFolders, type ExecutableSearch } from '../process/find-executable.js';
import { inspectInstallation, isOlder } from '../process/inspect-installation.js';
import type { Installation, Provider } from '../provider.js';

interface Surroundings {
  readonly config: Config;
  readonly environment: Environment;
  readonly env: Record<string, string>;
  readonly cwd: string;
}

/** The installed CLI of a provider with its version. Throws `cli_not_found` or `cli_too_old`. */
export async function findInstallation(provider: Provider, surroundings: Surroundings): Promise<Installation> {
  const installation = await locateInstallation(provider, surroundings);
  assertRecentEnough(provider, installation.version);
  return installation;
}

/** The installed CLI, however old it is. Throws `cli_not_found`. */
export async function locateInstallation(
  provider: Provider,
  { config, environment, env, cwd }: Surroundings,
): Promise<Installation> {
  const { displayName, executable } = provider;
  const found = findExecutable(executableSearch(provider, config, environment));
  if (found === undefined) {
    throw new GatewayError(
      'cli_not_found',
      `${displayName} is not installed: cannot find "${executable.names[0] ?? ''}".`,
      {
        provider: provider.id,
        hint: `${executable.installHint}   (llm-gateway doctor shows where was searched)`,
      },
    );
  }
  return inspectInstallation(found, executable, { env, cwd });
}

/** Throws `cli_too_old`. */
export function assertRecentEnough({ id, displayName, executable }: Provider, version: string): void {
  const { minVersion, installHint } = executable;
  if (minVersion === undefined || !isOlder(version, minVersion)) return;
  throw new GatewayError('cli_too_old', `${displayName} ${version} is too old; ${minVersion} is needed.`, {
    provider: id,
    hint: installHint,
  });
}

/** Where the CLI of a provider was searched. */
export function searchedFor(provider: Provider, config: Config, environment: Environment): readonly string[] {
  return searchedFolders(executableSearch(provider, config, environment));
}

function executableSearch({ id, executable }: Provider, config: Config, environment: Environment): ExecutableSearch {
  return { facts: executable, configured: config.executables[id], environment, homeDir: homeFolder(environment) };
}
