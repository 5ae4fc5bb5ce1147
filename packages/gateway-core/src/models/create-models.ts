import { mkdirSync } from 'node:fs';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/load-config.js';
import { isGatewayError } from '../errors.js';
import { findInstallation } from '../prepare/find-installation.js';
import { createProviderContext } from '../prepare/provider-context.js';
import { childEnvironment } from '../process/child-environment.js';
import type { Installation, ModelCatalog, Provider, ProviderContext } from '../provider.js';
import { createAskForModels } from './ask-for-models.js';
import { mergeModels } from './merge-models.js';
import type { ProviderModels } from './provider-models.js';
import { readModelSettings, type ModelSettings } from './read-model-settings.js';
import { needsCatalog, resolveModel } from './resolve-model.js';

export interface ModelParts {
  readonly config: Config;
  readonly environment: Environment;
  readonly providers: readonly Provider[];
  /** Models that have answered, by our record; none where there is no record yet. */
  readonly observed: (providerId: string) => Promise<readonly string[]>;
}

/** The registry of models: nothing is asked before somebody needs the answer. */
export interface ModelRegistry {
  list(provider: Provider): Promise<ProviderModels>;
  /** What the CLI is told for what a request names; `undefined`: nothing. */
  resolve(provider: Provider, name: string | undefined, installation: Installation): Promise<string | undefined>;
}

export function createModels({ config, environment, providers, observed }: ModelParts): ModelRegistry {
  const askForModels = createAskForModels();
  const ids = providers.map(({ id }) => id);
  const env = childEnvironment(environment, providers);
  const settingsOf = ({ id }: Provider): ModelSettings => readModelSettings(environment, id, ids);

  /** In the gateway's own folder: a project that somebody cloned has no say in which models there are. */
  function contextFor(installation: Installation): ProviderContext {
    mkdirSync(config.home, { recursive: true, mode: 0o700 });
    return createProviderContext({ installation, env, cwd: config.home });
  }

  async function look(provider: Provider, { isDiscoveryDisabled }: ModelSettings): Promise<Look> {
    try {
      const installation = await findInstallation(provider, { config, environment, env, cwd: process.cwd() });
      const context = contextFor(installation);
      const catalog = await askForModels(provider, isDiscoveryDisabled ? withoutAnswers(context) : context);
      return { cliVersion: installation.version, ...(catalog && { catalog }), warnings: [] };
    } catch (error) {
      if (!isGatewayError(error)) throw error;
      return { warnings: [error.message] };
    }
  }

  return {
    async list(provider) {
      const settings = settingsOf(provider);
      const [seen, { catalog, cliVersion, warnings }] = await Promise.all([
        observed(provider.id),
        look(provider, settings),
      ]);
      return {
        provider: provider.id,
        displayName: provider.displayName,
        ...(cliVersion !== undefined && { cliVersion }),
        ...mergeModels({ settings, catalog, observed: seen }),
        warnings: [...settings.warnings, ...warnings],
      };
    },
    async resolve(provider, name, installation) {
      const settings = settingsOf(provider);
      if (settings.isDiscoveryDisabled || !needsCatalog(name, settings)) return resolveModel(name, settings);
      return resolveModel(name, settings, await askForModels(provider, contextFor(installation)));
    },
  };
}

interface Look {
  readonly catalog?: ModelCatalog;
  readonly cliVersion?: string;
  readonly warnings: readonly string[];
}

/** The CLI and its files say nothing, so the provider has only what it was shipped with. */
function withoutAnswers(context: ProviderContext): ProviderContext {
  return {
    ...context,
    query: async () => ({ stdout: '', stderr: '', exitCode: null }),
    readTextFile: async () => undefined,
    listFolder: async () => [],
  };
}
