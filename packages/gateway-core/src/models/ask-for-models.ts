import type { Installation, ModelCatalog, Provider, ProviderContext } from '../provider.js';

/** A login or another configuration changes the answer without changing the CLI. */
const LIFE_MS = 10 * 60_000;

/** Asks a provider's CLI for its models. */
export type AskForModels = (provider: Provider, context: ProviderContext) => Promise<ModelCatalog | undefined>;

/**
 * Remembers each installation's answer by its path and version, for a while and in this process only. Callers at the
 * same time share one question. An answer that did not come from the CLI itself is asked for again.
 */
export function createAskForModels(now: () => number = Date.now): AskForModels {
  const known = new Map<string, { readonly at: number; readonly answer: Promise<ModelCatalog | undefined> }>();
  return async (provider, context) => {
    const key = keyOf(provider, context.installation);
    const kept = known.get(key);
    if (kept !== undefined && now() - kept.at < LIFE_MS) return kept.answer;
    const answer = ask(provider, context);
    known.set(key, { at: now(), answer });
    const catalog = await answer;
    const isWorthKeeping = catalog?.models.some(({ source }) => source === 'cli') ?? false;
    if (!isWorthKeeping && known.get(key)?.answer === answer) known.delete(key);
    return catalog;
  };
}

function keyOf({ id }: Provider, { realPath, version }: Installation): string {
  return [id, realPath, version].join('\0');
}

async function ask(provider: Provider, context: ProviderContext): Promise<ModelCatalog | undefined> {
  try {
    return await provider.discoverModels?.(context);
  } catch {
    return undefined; // The contract forbids it; the other sources still count.
  }
}
