import { expect, test } from 'vitest';
import type { ModelCatalog } from '../provider.js';
import { readModelSettings } from './read-model-settings.js';
import { needsCatalog, resolveModel } from './resolve-model.js';

const catalog: ModelCatalog = {
  models: [
    { id: 'large-2', aliases: ['large'], source: 'cli' },
    { id: 'Vendor/Small', source: 'cli' },
  ],
  defaultModel: 'large-2',
};

const settings = readModelSettings({ AGENT_MODEL_ALIASES: 'fast=quick,quick=tiny,latest-large=large' }, 'agent');
const withDefault = readModelSettings({ AGENT_MODEL_ALIASES: 'fast=tiny', AGENT_DEFAULT_MODEL: 'fast' }, 'agent');

test.each<[string, string | undefined, string | undefined]>([
  ['an alias is followed to its end', 'fast', 'tiny'],
  ['an alias may be written in any case', 'FAST', 'tiny'],
  ['an alias may lead to a name of the CLI', 'latest-large', 'large'],
  ['a name that nobody knows is passed on', 'brand-new', 'brand-new'],
  ['a name of the CLI in another spelling is passed in its own', 'Large', 'large'],
  ['a name that is right as it is stays so', 'Vendor/Small', 'Vendor/Small'],
  ['without a word nothing is passed, though the CLI has a default', undefined, undefined],
  ['"default" is what the CLI says', 'default', 'large-2'],
  ['"latest" likewise', 'Latest', 'large-2'],
])('%s', (_, name, expected) => {
  expect(resolveModel(name, settings, catalog)).toBe(expected);
});

test('without a default "default" is nothing', () => {
  expect(resolveModel('default', settings)).toBeUndefined();
  expect(resolveModel('default', settings, { models: catalog.models })).toBeUndefined();
});

test('a configured default stands for no word and for "default", whatever the CLI says', () => {
  for (const name of [undefined, 'default', 'LATEST']) {
    expect(resolveModel(name, withDefault, catalog)).toBe('tiny');
    expect(needsCatalog(name, withDefault)).toBe(false);
  }
});

test('the CLI is asked only where its word can make a difference', () => {
  expect([undefined, 'fast', 'large', 'brand-new'].map((name) => needsCatalog(name, settings))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(['default', 'Large'].map((name) => needsCatalog(name, settings))).toEqual([true, true]);
});
