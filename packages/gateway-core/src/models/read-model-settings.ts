import type { Environment } from '../config/load-config.js';
import { isModelName } from './model-name.js';
import { readList, type ListEntry } from './read-list.js';

/** What the environment says of one provider's models. */
export interface ModelSettings {
  readonly models: readonly { readonly id: string; readonly description?: string }[];
  readonly defaultModel?: string;
  /** By their lower-case names; none leads back to itself. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly isDiscoveryDisabled: boolean;
  readonly warnings: readonly string[];
}

const SHARED_ALIASES = 'LLM_GATEWAY_MODEL_ALIASES';
const DISABLE_DISCOVERY = 'LLM_GATEWAY_DISABLE_MODEL_DISCOVERY';

/**
 * Reads the variables that every provider has by its id (`some-agent`: `SOME_AGENT_MODELS`) and the shared ones. What
 * makes no sense is a warning and ignored: a typing mistake about models must not keep anybody from asking.
 */
export function readModelSettings(
  environment: Environment,
  id: string,
  loadedIds: readonly string[] = [id],
): ModelSettings {
  const warnings: string[] = [];
  const warn = (variable: string) => (fault: string) => void warnings.push(`${variable} ${fault}.`);
  const name = (suffix: string): string => `${id.replaceAll('-', '_').toUpperCase()}_${suffix}`;
  const entriesOf = (variable: string): readonly ListEntry[] => readList(environment[variable] ?? '', warn(variable));

  const models = readModels(entriesOf(name('MODELS')), warn(name('MODELS')));
  const defaultModel = readDefault(environment[name('DEFAULT_MODEL')], warn(name('DEFAULT_MODEL')));
  const shared = sharedEntriesOf(entriesOf(SHARED_ALIASES), { id, loadedIds, warn: warn(SHARED_ALIASES) });
  const aliases = new Map([
    ...readAliases(shared, warn(SHARED_ALIASES)),
    ...readAliases(entriesOf(name('MODEL_ALIASES')), warn(name('MODEL_ALIASES'))),
  ]);
  dropCircles(aliases, defaultModel, (fault) => void warnings.push(fault));
  const isDiscoveryDisabled = readSwitch(environment[DISABLE_DISCOVERY], warn(DISABLE_DISCOVERY));
  return { models, ...(defaultModel !== undefined && { defaultModel }), aliases, isDiscoveryDisabled, warnings };
}

type Warn = (fault: string) => void;

function readModels(entries: readonly ListEntry[], warn: Warn): ModelSettings['models'] {
  return entries.flatMap(({ name, value }) => {
    if (!isModelName(name)) {
      warn(`names "${name}", which cannot be a model`);
      return [];
    }
    return [{ id: name, ...(typeof value === 'string' && value !== '' && { description: value }) }];
  });
}

function readDefault(value: string | undefined, warn: Warn): string | undefined {
  const name = value?.trim() ?? '';
  // `default` as the default is the CLI's own choice, as is none.
  if (name === '' || meansDefault(name)) return undefined;
  if (isModelName(name)) return name;
  warn(`is "${name}", which cannot be a model`);
  return undefined;
}

/** `default` and `latest` stand for the default model, unless the user made an alias of them. */
export function meansDefault(name: string): boolean {
  return /^(?:default|latest)$/i.test(name);
}

/** The entries `id.alias=model` (or `{"id": {"alias": "model"}}`) of one provider, without the id. */
function sharedEntriesOf(
  entries: readonly ListEntry[],
  { id, loadedIds, warn }: { readonly id: string; readonly loadedIds: readonly string[]; readonly warn: Warn },
): readonly ListEntry[] {
  return entries.flatMap(({ name, value }): readonly ListEntry[] => {
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
    const [, owner = '', rest = ''] = (isGroup ? /^(.+)$/ : /^([^.=]+)\.(.+)$/s).exec(name) ?? [];
    if (!loadedIds.includes(owner.toLowerCase())) {
      warn(`names "${name}", but must begin with the id of a provider: ${loadedIds.join(', ')}`);
      return [];
    }
    if (owner.toLowerCase() !== id) return [];
    if (isGroup) return Object.entries(value).map(([alias, model]) => ({ name: alias, value: model }));
    return [{ name: rest, ...(value !== undefined && { value }) }];
  });
}

/** `alias=model`, or a pair of a JSON object. */
function readAliases(entries: readonly ListEntry[], warn: Warn): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const { name, value } of entries) {
    const [, alias, model] =
      value === undefined ? (/^([^=]+)=(.*)$/s.exec(name) ?? []) : ['', name, typeof value === 'string' ? value : ''];
    if (alias === undefined || model === undefined) warn(`holds "${name}", which is not alias=model`);
    else if (!isModelName(model.trim())) warn(`gives the alias "${alias}" a name that cannot be a model`);
    else aliases.set(alias.trim().toLowerCase(), model.trim());
  }
  return aliases;
}

function dropCircles(aliases: Map<string, string>, defaultModel: string | undefined, warn: Warn): void {
  const next = (name: string): string | undefined =>
    aliases.get(name.toLowerCase()) ?? (meansDefault(name) ? defaultModel : undefined);
  const leadsBack = (start: string): boolean => {
    const seen = new Set<string>();
    for (let name = next(start)?.toLowerCase(); name !== undefined; name = next(name)?.toLowerCase()) {
      if (name === start) return true;
      if (seen.has(name)) return false;
      seen.add(name);
    }
    return false;
  };
  const circular = [...aliases.keys()].filter(leadsBack);
  for (const alias of circular) {
    aliases.delete(alias);
    warn(`The alias "${alias}" leads back to itself and was left out.`);
  }
}

function readSwitch(value: string | undefined, warn: Warn): boolean {
  const word = (value ?? '').trim().toLowerCase();
  if (['', '0', 'false', 'no', 'off'].includes(word)) return false;
  if (!['1', 'true', 'yes', 'on'].includes(word)) warn(`is "${word}", which was taken for 1`);
  return true;
}
