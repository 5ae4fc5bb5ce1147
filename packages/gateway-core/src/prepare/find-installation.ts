import type { Config } from '../config/config.js';
import { homeFolder, type Environment } from '../config/load-config.js';
import { GatewayError } from '../errors.js';
import { findExecutable, searchedFolders, type ExecutableSearch } from '../process/find-executable.js';
import { inspectInstallation, isOlder } from '../process/inspect-installation.js';
import type { Installation, Provider } from '../provider.js';

/** The installed CLI of a provider with its version. Throws `cli_not_found` or `cli_too_old`. */
export async function findInstallation(
  provider: Provider,
  {
    config,
    environment,
    env,
    cwd,
  }: { config: Config; environment: Environment; env: Record<string, string>; cwd: string },
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
  const installation = await inspectInstallation(found, executable, { env, cwd });
  if (executable.minVersion !== undefined && isOlder(installation.version, executable.minVersion)) {
    throw new GatewayError(
      'cli_too_old',
      `${displayName} ${installation.version} is too old; ${executable.minVersion} is needed.`,
      { provider: provider.id, hint: executable.installHint },
    );
  }
  return installation;
}

/** Where the CLI of a provider was searched. */
export function searchedFor(provider: Provider, config: Config, environment: Environment): readonly string[] {
  return searchedFolders(executableSearch(provider, config, environment));
}

function executableSearch({ id, executable }: Provider, config: Config, environment: Environment): ExecutableSearch {
  return { facts: executable, configured: config.executables[id], environment, homeDir: homeFolder(environment) };
}
