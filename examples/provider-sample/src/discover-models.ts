import type { ModelCatalog, ProviderContext } from '@llm-gateway/core/provider';
import * as z from 'zod';

const modelList = z.array(
  z.object({ id: z.string(), label: z.string(), efforts: z.array(z.string()), default: z.boolean() }),
);

/** Asks the installed CLI. One that does not answer as expected has no models to tell of. */
export async function discoverModels(context: ProviderContext): Promise<ModelCatalog> {
  const { stdout } = await context.query(['models', '--json']);
  const listed = modelList.safeParse(parseJson(stdout));
  if (!listed.success) return { models: [] };
  const preferred = listed.data.find((model) => model.default);
  return {
    models: listed.data.map(({ id, label, efforts }) => ({ id, label, efforts, source: 'cli' })),
    ...(preferred && { defaultModel: preferred.id }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
