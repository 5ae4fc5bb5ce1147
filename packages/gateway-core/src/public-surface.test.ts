import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import * as core from './index.js';
import * as testing from './testing/index.js';

const sourceOf = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The declarations alone: words may be improved at any time. */
const withoutComments = (source: string): string =>
  source.replaceAll(/\/\*\*[\s\S]*?\*\//g, '').replaceAll(/^\s*(\/\/.*)?\n/gm, '');

test('the package exports these names and no others', () => {
  expect(Object.keys(core).toSorted()).toEqual([
    'GatewayError',
    'createGateway',
    'hasEnded',
    'isGatewayError',
    'redact',
  ]);
  expect(Object.keys(testing).toSorted()).toEqual(['conformanceChecks', 'fakeCli', 'fixturesIn', 'testContext']);
  expect(Object.keys(manifest.exports)).toEqual(['.', './provider', './testing', './package.json']);
  expect(Object.keys(manifest.publishConfig.exports)).toEqual(Object.keys(manifest.exports));
});

// Within an api version the contract grows by optional members alone. When this goes red: a new optional member is a minor
// version, anything else a new api version. Then update the pin with `vitest -u`.
test('the provider contract is the one that providers were built against', async () => {
  const contract = ['agent-event.ts', 'provider.ts'].map((name) => withoutComments(sourceOf(`./${name}`))).join('\n');
  await expect(contract).toMatchFileSnapshot('../test-support/provider-contract.pin');
});
