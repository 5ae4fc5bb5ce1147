import type { ProviderModels } from '@llm-gateway/core';

/** A provider's models as tools show them: names with their descriptions, and apart from that what is known of each. */
export function describeModels({ models, ...rest }: ProviderModels): Record<string, unknown> {
  return {
    cli: rest.provider,
    ...rest,
    models: Object.fromEntries(models.map(({ id, description, label }) => [id, description ?? label ?? ''])),
    modelMetadata: Object.fromEntries(
      models.map(({ id, source, confidence, efforts, aliases }) => [id, { source, confidence, efforts, aliases }]),
    ),
  };
}
