import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolve as resolveImport } from 'import-meta-resolve';
import type { Config, ProviderEntry } from '../config/config.js';
import { GatewayError, isGatewayError } from '../errors.js';
import type { ProviderLoadFailure } from '../gateway.js';
import type { Provider } from '../provider.js';
import { checkProvider } from './check-provider.js';
import { readManifest, SUPPORTED_API_VERSIONS, type Manifest } from './read-manifest.js';

export interface LoadedProviders {
  readonly providers: readonly Provider[];
  /** One broken package does not take the others down. */
  readonly failures: readonly ProviderLoadFailure[];
}

const PROVIDER_PACKAGE = /^(@[^/]+\/)?(llm-gateway-provider-.+)$|^@llm-gateway\/provider-.+$/;

/**
 * Loads the providers that a manifest of the user's or of the host's names: the configuration file, then the managed
 * folder, then the host's own dependencies. Never a scan of node_modules, never the working directory: a cloned
 * repository must not run code here.
 */
export async function loadProviders(config: Config, hostManifest: string | undefined): Promise<LoadedProviders> {
  const managed = path.join(config.home, 'providers', 'package.json');
  const bases = [config.configFile, managed, hostManifest, process.argv[1]].filter((base) => base !== undefined);
  const entries: ProviderEntry[] = [
    ...config.providers,
    ...(await dependencies(managed)),
    ...(hostManifest === undefined ? [] : await dependencies(hostManifest)),
  ];
  const providers: Provider[] = [];
  const failures: ProviderLoadFailure[] = [];
  const outcomes = await Promise.all(
    distinct(entries)
      .filter((entry) => mayBeWanted(entry, config))
      .map((entry) => settle(entry, bases)),
  );
  for (const outcome of outcomes) {
    if ('error' in outcome) failures.push(outcome);
    else if (!isWanted(outcome.provider.id, config)) continue;
    else if (providers.some(({ id }) => id === outcome.provider.id)) failures.push(duplicate(outcome));
    else providers.push(outcome.provider);
  }
  return { providers, failures };
}

type Outcome = ProviderLoadFailure | { readonly package: string; readonly provider: Provider };

async function settle(entry: ProviderEntry, bases: readonly string[]): Promise<Outcome> {
  try {
    return { package: entry.package, provider: await loadProvider(entry, bases) };
  } catch (error) {
    const known = isGatewayError(error)
      ? error
      : new GatewayError('provider_incompatible', `${entry.package} does not load: ${reason(error)}.`, {
          hint: 'Report this to the author of the package, or add it to "disabled" in the configuration file.',
          cause: error,
        });
    return { package: entry.package, error: known };
  }
}

async function loadProvider(entry: ProviderEntry, bases: readonly string[]): Promise<Provider> {
  const url = await locate(entry.package, bases);
  const manifest = await readManifest(path.dirname(fileURLToPath(url)));
  assertSupported(entry.package, manifest);
  // The module is whatever its author made it, so its shape is checked before it is used.
  const loaded = (await import(url)) as { readonly default?: unknown };
  if (typeof loaded.default !== 'function') {
    throw new GatewayError('provider_incompatible', `${entry.package} has no default export that makes a provider.`, {
      hint: 'Export the factory as the default export: export default function createProvider() { … }.',
    });
  }
  return checkProvider(entry.package, await loaded.default(entry.settings));
}

async function locate(name: string, bases: readonly string[]): Promise<string> {
  if (path.isAbsolute(name)) return locateFolder(name);
  for (const base of bases) {
    try {
      const url = resolveImport(name, pathToFileURL(base).href);
      await readFile(fileURLToPath(url));
      return url;
    } catch {
      // Not installed where this base looks; the next one may know it.
    }
  }
  throw new GatewayError('provider_not_found', `Cannot find the provider package "${name}".`, {
    hint: `npm install --prefix <folder of the configuration file> ${name}`,
  });
}

async function locateFolder(folder: string): Promise<string> {
  const manifest = await readManifest(folder);
  // Resolving a package by its own name honours its export map, as an installed one's would be.
  const url = resolveImport(manifest.name ?? '', pathToFileURL(path.join(folder, 'package.json')).href);
  try {
    await readFile(fileURLToPath(url));
  } catch (error) {
    throw new GatewayError('provider_not_found', `"${folder}" holds no built provider.`, {
      hint: `Build it: npm run build --prefix "${folder}".`,
      cause: error,
    });
  }
  return url;
}

function assertSupported(name: string, { version, llmGateway }: Manifest): void {
  const apiVersion = llmGateway?.apiVersion;
  if (apiVersion !== undefined && SUPPORTED_API_VERSIONS.includes(apiVersion)) return;
  const newest = Math.max(...SUPPORTED_API_VERSIONS);
  throw new GatewayError(
    'provider_incompatible',
    `${name}@${version ?? 'unknown'} speaks provider api ${apiVersion ?? 'unknown'}; this gateway speaks ${SUPPORTED_API_VERSIONS.join(', ')}.`,
    { hint: (apiVersion ?? 0) > newest ? 'Update the gateway.' : `Install a newer version: ${name}@latest.` },
  );
}

async function dependencies(manifestPath: string): Promise<readonly ProviderEntry[]> {
  try {
    const manifest = await readManifest(path.dirname(manifestPath));
    return Object.keys(manifest.dependencies ?? {})
      .filter((name) => PROVIDER_PACKAGE.test(name))
      .map((name) => ({ package: name }));
  } catch {
    return []; // No such manifest: nothing was added there.
  }
}

function distinct(entries: readonly ProviderEntry[]): readonly ProviderEntry[] {
  return entries.filter((entry, index) => entries.findIndex((other) => other.package === entry.package) === index);
}

/** Our own packages are named after their ids, so those that are not wanted need not be loaded to know it. */
function mayBeWanted({ package: name }: ProviderEntry, config: Config): boolean {
  const id = /^@llm-gateway\/provider-(.+)$/.exec(name)?.[1];
  return id === undefined || isWanted(id, config);
}

function isWanted(id: string, { disabledProviders, onlyProviders }: Config): boolean {
  return !disabledProviders.includes(id) && (onlyProviders === undefined || onlyProviders.includes(id));
}

function duplicate({ package: name, provider }: { package: string; provider: Provider }): ProviderLoadFailure {
  return {
    package: name,
    error: new GatewayError('provider_incompatible', `A provider with the id "${provider.id}" is already loaded.`, {
      hint: `Remove "${name}" or the other one from the configuration file.`,
    }),
  };
}

function reason(error: unknown): string {
  const [line = 'unknown error'] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(/\.$/, '');
}
