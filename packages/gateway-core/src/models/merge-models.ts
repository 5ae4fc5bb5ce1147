import type { Model, ModelCatalog } from '../provider.js';
import { MODEL_SOURCES, type KnownModel, type ModelSource, type ProviderModels } from './provider-models.js';
import type { ModelSettings } from './read-model-settings.js';
import { resolveModel } from './resolve-model.js';

interface ModelFacts {
  readonly settings: ModelSettings;
  readonly catalog: ModelCatalog | undefined;
  /** Models that have answered, the latest first. */
  readonly observed: readonly string[];
}

type Merged = Pick<ProviderModels, 'models' | 'defaultModel' | 'defaultModelSource' | 'aliases'>;

/** One list out of all sources. The surest source of a model decides; what it does not say the others may. */
export function mergeModels({ settings, catalog, observed }: ModelFacts): Merged {
  const { defaultModel, source } = decideDefault(settings, catalog);
  const found: readonly Candidate[] = [
    ...settings.models.map((model) => ({ ...model, source: 'env' as const })),
    ...(catalog?.models ?? []).map((model) => ({ ...model, source: SOURCES[model.source] })),
    ...observed.map((id) => ({ id, source: 'observed' as const })),
    ...(defaultModel === undefined ? [] : [{ id: defaultModel, source }]),
  ];
  const models = [...Map.groupBy(found, ({ id }) => id).values()].map(mergeCandidates);
  return {
    models: models.toSorted((one, other) => rank(other.source) - rank(one.source)),
    ...(defaultModel !== undefined && { defaultModel, defaultModelSource: source }),
    aliases: { ...aliasesOf(catalog), ...Object.fromEntries(settings.aliases) },
  };
}

type Candidate = Omit<Model, 'source'> & { readonly source: ModelSource };

const SOURCES: Record<Model['source'], ModelSource> = { cli: 'cli', config: 'config', static: 'fallback' };

const CONFIDENCE: Record<ModelSource, KnownModel['confidence']> = {
  env: 'high',
  config: 'high',
  cli: 'high',
  observed: 'medium',
  fallback: 'low',
};

/** What has merely been seen, or was shipped, never becomes the default. */
function decideDefault(
  settings: ModelSettings,
  catalog: ModelCatalog | undefined,
): { readonly defaultModel: string | undefined; readonly source: ModelSource } {
  const configured = settings.defaultModel === undefined ? undefined : resolveModel(undefined, settings, catalog);
  if (configured !== undefined) return { defaultModel: configured, source: 'env' };
  const model = catalog?.models.find(({ id }) => id === catalog.defaultModel);
  return { defaultModel: catalog?.defaultModel, source: model?.source === 'config' ? 'config' : 'cli' };
}

function mergeCandidates(candidates: readonly Candidate[]): KnownModel {
  const surestLast = candidates.toSorted((one, other) => rank(one.source) - rank(other.source));
  const merged: Candidate = Object.assign({}, ...surestLast);
  return { ...merged, confidence: CONFIDENCE[merged.source] };
}

function rank(source: ModelSource): number {
  return MODEL_SOURCES.indexOf(source);
}

function aliasesOf(catalog: ModelCatalog | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (catalog?.models ?? []).flatMap(({ id, aliases = [] }) => aliases.map((name) => [name, id])),
  );
}
