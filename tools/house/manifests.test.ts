import { expect, test } from 'vitest';
import { findManifestFaults } from './manifests.mjs';
import { treeFrom } from './read-tree.mjs';

const entry = { types: './dist/index.d.ts', default: './dist/index.js' };
const right = {
  name: '@llm-gateway/provider-foo',
  version: '1.0.0',
  description: 'Foo for llm-gateway.',
  license: 'MIT',
  files: ['dist'],
  type: 'module',
  sideEffects: false,
  exports: { '.': { '@llm-gateway/source': './src/index.ts', ...entry }, './package.json': './package.json' },
  publishConfig: { exports: { '.': entry, './package.json': './package.json' }, access: 'public' },
  dependencies: { zod: 'catalog:' },
  devDependencies: { '@llm-gateway/core': 'workspace:^' },
  peerDependencies: { '@llm-gateway/core': 'workspace:^' },
  peerDependenciesMeta: { '@llm-gateway/core': { optional: true } },
  engines: { node: '>=22.14' },
  llmGateway: { apiVersion: 1 },
};

function faultsOf(
  change: object,
  files: object = { 'packages/foo/README.md': '', 'packages/foo/LICENSE': '' },
): unknown {
  const manifest = JSON.stringify({ ...right, ...change }, undefined, 2);
  const tree = treeFrom({ ...files, 'packages/foo/package.json': manifest });
  return findManifestFaults(tree).map(({ fault }: { fault: string }) => fault);
}

test('a right manifest passes', () => {
  expect(faultsOf({})).toEqual([]);
});

test.each([
  [{ type: 'commonjs' }, '"type" is wrong'],
  [{ license: undefined }, '"license" is wrong'],
  [{ files: ['src'] }, '"files" is wrong'],
  [{ engines: { node: '>=20' } }, '"engines" is wrong'],
  [{ sideEffects: undefined }, '"sideEffects" is wrong'],
  [{ llmGateway: undefined }, '"llmGateway" is wrong for a provider'],
  [{ peerDependenciesMeta: {} }, '"peerDependenciesMeta" is wrong for a provider'],
  [{ dependencies: { zod: '^4.0.0' } }, '"zod" is "^4.0.0"'],
  [{ devDependencies: { '@llm-gateway/core': 'workspace:*' } }, '"@llm-gateway/core" is "workspace:*"'],
])('%j is found', (change, fault) => {
  expect(faultsOf(change)).toEqual([fault]);
});

test('an entry without types, a published source and a hidden manifest are found', () => {
  const noTypes = { '.': { default: './dist/index.js' }, './package.json': './package.json' };
  expect(faultsOf({ exports: noTypes, publishConfig: { exports: noTypes, access: 'public' } })).toEqual([
    '"exports" publishes default for "."',
  ]);
  expect(faultsOf({ publishConfig: { access: 'public' } })).toEqual([
    '"exports" publishes @llm-gateway/source, types, default for "."',
    '"publishConfig.exports" differs from "exports"',
  ]);
  expect(faultsOf({ exports: { '.': entry }, publishConfig: { access: 'public' } })).toEqual([
    '"exports" hides package.json',
  ]);
});

test('a package without README and LICENSE is found, a private one is nobody’s business', () => {
  expect(faultsOf({}, {})).toEqual(['its package has no README.md', 'its package has no LICENSE']);
  expect(faultsOf({ private: true, type: 'commonjs' }, {})).toEqual([]);
});
