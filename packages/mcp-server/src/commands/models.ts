import type { Gateway, KnownModel, ProviderModels } from '@llm-gateway/core';
import { describeModels } from '../replies/describe-models.js';
import type { Terminal } from './terminal.js';

export interface ModelsOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly provider?: string;
  readonly json?: boolean;
}

/** `llm-gateway models`: which models each agent has, and who says so. */
export async function listModels({ gateway, terminal, provider, json }: ModelsOptions): Promise<number> {
  const all = await gateway.models.list(provider);
  if (json) {
    const byProvider = Object.fromEntries(all.map((models) => [models.provider, describeModels(models)]));
    terminal.print(`${JSON.stringify(byProvider, undefined, 2)}\n`);
    return 0;
  }
  terminal.print(all.map((models) => showModels(models, terminal)).join('\n'));
  for (const { warnings } of all) {
    for (const warning of warnings) terminal.say(`${terminal.styleError('yellow', 'Warning')} ${warning}`);
  }
  return 0;
}

function showModels(provider: ProviderModels, { style }: Pick<Terminal, 'style'>): string {
  const { displayName, cliVersion, models, defaultModel, aliases } = provider;
  const width = Math.max(0, ...models.map(({ id }) => id.length));
  const names = Object.entries(aliases);
  return [
    [style('bold', displayName), ...(cliVersion === undefined ? [] : [cliVersion])].join(' '),
    ...(models.length === 0 ? ['  No model is known; whatever is named is passed on.'] : []),
    ...models.map((model) => modelLine(model, { width, isDefault: model.id === defaultModel, style })),
    ...(names.length === 0 ? [] : [`  ${style('dim', 'aliases')} ${names.map((pair) => pair.join(' = ')).join(', ')}`]),
    '',
  ].join('\n');
}

function modelLine(
  { id, description, label, source, efforts }: KnownModel,
  { width, isDefault, style }: Pick<Terminal, 'style'> & { readonly width: number; readonly isDefault: boolean },
): string {
  return [
    isDefault ? style('green', '*') : ' ',
    id.padEnd(width),
    style('dim', source.padEnd('observed'.length)),
    description ?? label ?? '',
    ...(efforts === undefined || efforts.length === 0 ? [] : [style('dim', `(${efforts.join(', ')})`)]),
  ]
    .join('  ')
    .trimEnd();
}
