import type { ModelCatalog } from '../provider.js';
import { meansDefault, type ModelSettings } from './read-model-settings.js';

/**
 * What the CLI is told, or `undefined` for its own choice. Aliases of the environment are followed to their end, and
 * `default` is the default model. Any other name is the CLI's to know: it is passed on, an alias of the CLI's own in
 * the CLI's spelling.
 */
export function resolveModel(
  name: string | undefined,
  { aliases, defaultModel }: Pick<ModelSettings, 'aliases' | 'defaultModel'>,
  catalog?: ModelCatalog,
): string | undefined {
  let current = name ?? defaultModel;
  while (current !== undefined) {
    const target: string | undefined = aliases.get(current.toLowerCase());
    if (target === undefined && !meansDefault(current)) return inSpellingOf(catalog, current);
    if (target === undefined && defaultModel === undefined) return catalog?.defaultModel;
    current = target ?? defaultModel;
  }
  return undefined;
}

/** Whether the answer depends on what the CLI says: a plain name is nobody's alias in another spelling. */
export function needsCatalog(name: string | undefined, settings: ModelSettings): boolean {
  if (name === undefined && settings.defaultModel === undefined) return false;
  const resolved = resolveModel(name, settings);
  return resolved === undefined || resolved !== resolved.toLowerCase();
}

function inSpellingOf(catalog: ModelCatalog | undefined, name: string): string {
  const models = catalog?.models ?? [];
  if (models.some(({ id }) => id === name)) return name;
  const aliases = models.flatMap(({ id, aliases: others = [] }) => [...others, id]);
  return aliases.find((alias) => alias.toLowerCase() === name.toLowerCase()) ?? name;
}
