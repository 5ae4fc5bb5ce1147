import type { Model, ModelCatalog, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';
import { codexHome } from './codex-home.js';

/** Asks the installed Codex, which knows its catalogue without a login; without it, a list that may be stale. */
export async function discoverModels(context: ProviderContext): Promise<ModelCatalog> {
  const [models, defaultModel] = await Promise.all([askCodex(context), configuredModel(context)]);
  return {
    models: models ?? knownModels.map((id) => ({ id, source: 'static' })),
    ...(defaultModel !== undefined && { defaultModel }),
  };
}

const catalogue = z.object({
  models: z.array(
    z.object({
      slug: z.string().min(1),
      display_name: z.string().optional(),
      description: z.string().nullish(),
      visibility: z.string().default('list'),
      priority: z.number().default(Number.MAX_SAFE_INTEGER),
      supported_reasoning_levels: z.array(z.object({ effort: z.string() })).default([]),
    }),
  ),
});

async function askCodex({ query }: ProviderContext): Promise<readonly Model[] | undefined> {
  const { exitCode, stdout } = await query(['debug', 'models']);
  if (exitCode !== 0) return undefined;
  try {
    const { models } = catalogue.parse(JSON.parse(stdout));
    return models
      .filter(({ visibility }) => visibility === 'list')
      .toSorted((one, other) => one.priority - other.priority)
      .map(toModel);
  } catch {
    return undefined; // Another Codex, another format: the shipped list must do.
  }
}

type CatalogueEntry = z.output<typeof catalogue>['models'][number];

function toModel({ slug, display_name, description, supported_reasoning_levels }: CatalogueEntry): Model {
  return {
    id: slug,
    ...(display_name !== undefined && { label: display_name }),
    ...(description && { description }),
    efforts: supported_reasoning_levels.map(({ effort }) => effort),
    source: 'cli',
  };
}

/** `model = "…"` at the top of config.toml. Without it Codex chooses by the kind of login. */
async function configuredModel(context: ProviderContext): Promise<string | undefined> {
  const file = context.env['CODEX_CONFIG_PATH'] || `${codexHome(context)}/config.toml`;
  const text = (await context.readTextFile(file)) ?? '';
  const [topLevel = ''] = text.split(/^\s*\[/m, 1);
  return /^\s*model\s*=\s*["']([^"']+)["']/m.exec(topLevel)?.[1];
}

/** `codex debug models` of 0.169.0. */
const knownModels = ['gpt-6.1-sol', 'gpt-6-astra', 'gpt-6-sol', 'gpt-6-luna', 'gpt-5.5'];
