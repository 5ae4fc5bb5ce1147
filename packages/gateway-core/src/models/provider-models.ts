import type { Model } from '../provider.js';

/**
 * Who says that a model exists, lowest first. `fallback`: a list shipped with the provider, which may be stale.
 * `observed`: it answered a request in our record. `cli`: the installed CLI lists it. `config`: the CLI's own
 * configuration names it. `env`: the gateway's environment names it. See `docs/decisions/model-sources.md`.
 */
export const MODEL_SOURCES = ['fallback', 'observed', 'cli', 'config', 'env'] as const;

export type ModelSource = (typeof MODEL_SOURCES)[number];

/** What is known of one provider's models. */
export interface ProviderModels {
  readonly provider: string;
  readonly displayName: string;
  /** The CLI that was asked. Absent: none was found, or none was to be asked. */
  readonly cliVersion?: string;
  /** The surest first. */
  readonly models: readonly KnownModel[];
  /** What a request without a model gets. Only one from `env` is passed to the CLI; any other is what the CLI takes by itself. */
  readonly defaultModel?: string;
  readonly defaultModelSource?: ModelSource;
  /** Names that a request may use instead; upper and lower case are the same. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Settings that make no sense and were ignored, and why the CLI could not be asked. */
  readonly warnings: readonly string[];
}

export interface KnownModel extends Omit<Model, 'source'> {
  readonly source: ModelSource;
  readonly confidence: 'high' | 'medium' | 'low';
}
