import type { Model, ModelCatalog, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { grokHome } from './grok-home.js';

/** What `grok models` lists, with what Grok keeps on its disk about each of them. */
export async function discoverModels(context: ProviderContext): Promise<ModelCatalog> {
  const { stdout } = await context.query(['models']);
  const ids = [...stdout.matchAll(/^\s*[*-] (\S+)/gm)].flatMap(([, id]) => id ?? []);
  if (ids.length === 0) return { models: shippedModels };
  const [, defaultModel] = /^Default model: (\S+)/m.exec(stdout) ?? [];
  const cached = await readCache(context);
  return {
    models: ids.map((id): Model => ({ id, ...describe(cached[id]?.info), source: 'cli' })),
    ...(defaultModel !== undefined && { defaultModel }),
  };
}

/** Built into 1.0.41. */
const shippedModels: readonly Model[] = [
  { id: 'grok-4.6', label: 'Grok 4.6', efforts: ['low', 'medium', 'high', 'xhigh'], source: 'static' },
  { id: 'grok-4.5', label: 'Grok 4.5', efforts: ['low', 'medium', 'high'], source: 'static' },
];

const modelInfo = z.object({
  name: z.string().nullish(),
  description: z.string().nullish(),
  reasoning_efforts: z.array(z.object({ id: z.string() })).nullish(),
});

/** `models_cache.json` as 1.0.41 writes it: what the model API said of its models. */
const modelsCache = z.object({
  models: z.record(z.string(), z.object({ info: modelInfo }).optional().catch(undefined)),
});

type Cache = z.output<typeof modelsCache>['models'];

async function readCache(context: ProviderContext): Promise<Cache> {
  const text = await context.readTextFile(`${grokHome(context)}/models_cache.json`);
  try {
    return modelsCache.parse(JSON.parse(text ?? '')).models;
  } catch {
    return {}; // Not there with Grok's own models, or of another version.
  }
}

function describe(info: z.output<typeof modelInfo> | undefined): Partial<Model> {
  const efforts = info?.reasoning_efforts?.map(({ id }) => id) ?? [];
  return {
    ...(info?.name && { label: info.name }),
    ...(info?.description && { description: info.description }),
    ...(efforts.length > 0 && { efforts }),
  };
}
