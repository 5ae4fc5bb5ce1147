import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadConfig } from '../config/load-config.js';
import { loadProviders } from './load-providers.js';

const root = mkdtempSync(path.join(tmpdir(), 'llm-gateway-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const factory = (id: string): string => `export default () => ({
  apiVersion: 1, id: '${id}', displayName: '${id}',
  executable: { names: ['x'], installHint: 'x' },
  features: { sessions: { resume: false, latest: false, fork: false }, streaming: 'none', permissions: ['full'] },
  options: { '~standard': { version: 1, vendor: 'x', validate: value => ({ value }), jsonSchema: { input: () => ({}) } } },
  resolveSession: () => ({ kind: 'new' }), buildCommand: () => ({ file: 'x', args: [] }), async *parseOutput() {},
});`;

function install(
  folder: string,
  name: string,
  source: string,
  manifest: object = { llmGateway: { apiVersion: 1 } },
): string {
  const place = path.join(root, folder, 'node_modules', name);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'index.js'), source);
  const fields = { name, version: '1.2.3', type: 'module', exports: './index.js', ...manifest };
  writeFileSync(path.join(place, 'package.json'), JSON.stringify(fields));
  return place;
}

function host(dependencies: Record<string, string>): string {
  const file = path.join(root, 'host', 'package.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ name: 'host', dependencies }));
  return file;
}

async function load(hostManifest: string | undefined, config: object = {}, environment: Record<string, string> = {}) {
  const configFile = path.join(root, 'data', 'config.json');
  mkdirSync(path.dirname(configFile), { recursive: true });
  writeFileSync(configFile, JSON.stringify(config));
  const loaded = await loadProviders(
    loadConfig({ LLM_GATEWAY_HOME: path.dirname(configFile), ...environment }, configFile),
    hostManifest,
  );
  return {
    ids: loaded.providers.map(({ id }) => id),
    failures: loaded.failures.map(({ error }) => error.message),
  };
}

test('loads the providers among the dependencies of its host, scoped and not, and nothing else', async () => {
  install('host', '@llm-gateway/provider-one', factory('one'));
  install('host', '@acme/llm-gateway-provider-two', factory('two'));
  install('host', 'llm-gateway-provider-three', factory('three'));
  install('host', 'left-pad', 'throw new Error("must not be loaded")');
  install('host', 'llm-gateway-provider-unlisted', 'throw new Error("must not be loaded")');
  const manifest = host({
    '@llm-gateway/provider-one': '1',
    '@acme/llm-gateway-provider-two': '1',
    'llm-gateway-provider-three': '1',
    'left-pad': '1',
  });
  expect(await load(manifest)).toEqual({ ids: ['one', 'two', 'three'], failures: [] });
});

test('one broken package is a line in the report, and the others load', async () => {
  install('host', '@llm-gateway/provider-good', factory('good'));
  install('host', '@llm-gateway/provider-throws', 'throw new Error("boom")');
  install('host', '@llm-gateway/provider-old', 'throw new Error("must not be run")', {
    llmGateway: { apiVersion: 99 },
  });
  install('host', '@llm-gateway/provider-none', 'export const x = 1;');
  install(
    'host',
    '@llm-gateway/provider-half',
    `export default () => ({ apiVersion: 1, id: 'half', displayName: 'h' });`,
  );
  const names = ['good', 'throws', 'old', 'none', 'half', 'gone'];
  const manifest = host(Object.fromEntries(names.map((name) => [`@llm-gateway/provider-${name}`, '1'])));
  expect(await load(manifest)).toEqual({
    ids: ['good'],
    failures: [
      '@llm-gateway/provider-throws does not load: boom.',
      '@llm-gateway/provider-old@1.2.3 speaks provider api 99; this gateway speaks 1.',
      '@llm-gateway/provider-none has no default export that makes a provider.',
      '@llm-gateway/provider-half does not make a provider: it has no executable.',
      'Cannot find the provider package "@llm-gateway/provider-gone".',
    ],
  });
});

test('the configuration file names packages by name or by absolute folder, and its choice of an id comes first', async () => {
  install('data', '@acme/llm-gateway-provider-mine', factory('mine'));
  const folder = install('elsewhere', 'anything', factory('one'));
  install('host', '@llm-gateway/provider-one', factory('one'));
  const config = { providers: [{ package: '@acme/llm-gateway-provider-mine' }, { package: folder }] };
  expect(await load(host({ '@llm-gateway/provider-one': '1' }), config)).toEqual({
    ids: ['mine', 'one'],
    failures: ['A provider with the id "one" is already loaded.'],
  });
});

test('"disabled" and LLM_GATEWAY_PROVIDERS narrow what is used', async () => {
  for (const name of ['one', 'two', 'three']) install('host', `@llm-gateway/provider-${name}`, factory(name));
  const manifest = host({
    '@llm-gateway/provider-one': '1',
    '@llm-gateway/provider-two': '1',
    '@llm-gateway/provider-three': '1',
  });
  expect((await load(manifest, { disabled: ['two'] })).ids).toEqual(['one', 'three']);
  expect((await load(manifest, {}, { LLM_GATEWAY_PROVIDERS: 'three' })).ids).toEqual(['three']);
});

test('a package in the working directory is never found: a cloned repository must not run code here', async () => {
  install('clone', 'llm-gateway-provider-evil', 'throw new Error("must not be run")');
  const before = process.cwd();
  process.chdir(path.join(root, 'clone'));
  try {
    expect(await load(undefined, { providers: [{ package: 'llm-gateway-provider-evil' }] })).toEqual({
      ids: [],
      failures: ['Cannot find the provider package "llm-gateway-provider-evil".'],
    });
  } finally {
    process.chdir(before);
  }
});
