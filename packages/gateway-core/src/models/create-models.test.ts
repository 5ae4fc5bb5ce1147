import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import createSampleProvider from '../../../../examples/provider-sample/src/index.js';
import { openTestGateway } from '../../test-support/open-test-gateway.js';
import type { ModelCatalog, Provider, ProviderContext } from '../provider.js';

const sample = createSampleProvider() as Provider;

/** The sample agent, by a provider that counts how often its CLI is asked for models. */
function countingProvider(answer?: () => ModelCatalog): { provider: Provider; contexts: ProviderContext[] } {
  const contexts: ProviderContext[] = [];
  const discoverModels: Provider['discoverModels'] = (context) => {
    contexts.push(context);
    return answer === undefined ? (sample.discoverModels?.(context) ?? { models: [] }) : answer();
  };
  return { provider: { ...sample, discoverModels }, contexts };
}

/** The arguments with which the sample agent would be started. */
async function argumentsFor(environment: Record<string, string>, model?: string): Promise<readonly string[]> {
  const { gateway } = await openTestGateway(environment);
  const plan = await gateway.plan({ provider: 'sample', prompt: 'Hi', ...(model !== undefined && { model }) });
  return plan.command.args;
}

test('lists what the installed CLI says, without making a database', async () => {
  const { gateway, home } = await openTestGateway();
  expect(await gateway.models.list()).toMatchInlineSnapshot(`
    [
      {
        "aliases": {},
        "cliVersion": "1.0.0",
        "defaultModel": "sample-small",
        "defaultModelSource": "cli",
        "displayName": "Sample agent (offline)",
        "models": [
          {
            "confidence": "high",
            "efforts": [
              "low",
              "high",
            ],
            "id": "sample-small",
            "label": "Sample, small",
            "source": "cli",
          },
          {
            "confidence": "high",
            "efforts": [
              "low",
              "high",
            ],
            "id": "sample-large",
            "label": "Sample, large",
            "source": "cli",
          },
        ],
        "provider": "sample",
        "warnings": [],
      },
    ]
  `);
  expect(existsSync(path.join(home, 'data', 'logs.db'))).toBe(false);
});

test('says which provider is not loaded', async () => {
  const { gateway } = await openTestGateway();
  await expect(gateway.models.list('nobody')).rejects.toMatchObject({ code: 'provider_not_found' });
});

test.each<[string, Record<string, string>, string | undefined, readonly string[]]>([
  ['nothing without a default', {}, undefined, []],
  ['a configured default', { SAMPLE_DEFAULT_MODEL: 'sample-large' }, undefined, ['--model=sample-large']],
  ['the model that is asked for', { SAMPLE_DEFAULT_MODEL: 'sample-large' }, 'other', ['--model=other']],
  ['what an alias stands for', { SAMPLE_MODEL_ALIASES: 'best=sample-large' }, 'BEST', ['--model=sample-large']],
  ['what a shared alias stands for', { LLM_GATEWAY_MODEL_ALIASES: 'sample.best=x' }, 'best', ['--model=x']],
  ['the default of the CLI for "default"', {}, 'default', ['--model=sample-small']],
  ['a name of the CLI in its own spelling', {}, 'Sample-Large', ['--model=sample-large']],
  ['nothing for "default" when nobody may be asked', { LLM_GATEWAY_DISABLE_MODEL_DISCOVERY: '1' }, 'latest', []],
])('a request passes %s', async (_, environment, model, expected) => {
  expect(await argumentsFor(environment, model)).toEqual(['run', '--permission=read-only', ...expected]);
});

test('a conversation goes on with its model, not with the default', async () => {
  const { gateway, ask } = await openTestGateway({ SAMPLE_DEFAULT_MODEL: 'sample-large' });
  const { sessionId = '' } = await ask('[[pace 0]] Hi', { model: 'sample-small' });
  const argumentsOf = async (model?: string): Promise<readonly string[]> =>
    (await gateway.plan({ provider: 'sample', prompt: 'Go on', sessionId, ...(model && { model }) })).command.args;
  expect(await argumentsOf()).not.toContain('--model=sample-large');
  expect(await argumentsOf('default')).toContain('--model=sample-large');
});

test('the CLI is asked once, in the folder of the gateway, and not for requests that need no answer', async () => {
  const { provider, contexts } = countingProvider();
  const { gateway, home } = await openTestGateway({}, { provider });
  await gateway.plan({ provider: 'sample', prompt: 'Hi', model: 'sample-large' });
  expect(contexts).toHaveLength(0);
  await Promise.all([gateway.models.list(), gateway.models.list('sample')]);
  await gateway.plan({ provider: 'sample', prompt: 'Hi', model: 'default' });
  expect(contexts.map(({ cwd }) => cwd)).toEqual([path.join(home, 'data')]);
});

test('an answer that is not the word of the CLI is asked for again', async () => {
  const { provider, contexts } = countingProvider(() => ({ models: [{ id: 'shipped', source: 'static' }] }));
  const { gateway } = await openTestGateway({}, { provider });
  await gateway.models.list();
  await gateway.models.list();
  expect(contexts).toHaveLength(2);
});

test('with discovery turned off, neither the CLI nor its files are looked at', async () => {
  const { provider, contexts } = countingProvider();
  const { gateway } = await openTestGateway({ LLM_GATEWAY_DISABLE_MODEL_DISCOVERY: '1' }, { provider });
  expect(await gateway.models.list()).toMatchObject([{ models: [], warnings: [] }]);
  const [context] = contexts;
  expect(await context!.query(['models'])).toEqual({ stdout: '', stderr: '', exitCode: null });
  expect(await context!.readTextFile(path.join(context!.homeDir, 'any'))).toBeUndefined();
});

test('a provider that breaks its contract costs the list nothing else', async () => {
  const { provider } = countingProvider(() => {
    throw new Error('oops');
  });
  const { gateway } = await openTestGateway({ SAMPLE_MODELS: 'mine' }, { provider });
  expect(await gateway.models.list()).toMatchObject([{ models: [{ id: 'mine', source: 'env' }] }]);
});

test('a CLI that is not installed is a warning', async () => {
  const provider = { ...sample, executable: { names: ['no-such-agent'], installHint: 'Install it.' } };
  const { gateway } = await openTestGateway({ SAMPLE_MODELS: 'mine' }, { provider });
  expect(await gateway.models.list()).toMatchObject([
    {
      models: [{ id: 'mine' }],
      warnings: ['Sample agent (offline) is not installed: cannot find "no-such-agent".'],
    },
  ]);
});

test('a model that answered is listed as seen, and never becomes the default', async () => {
  const { provider } = countingProvider(() => ({ models: [] }));
  const { gateway, ask } = await openTestGateway({}, { provider });
  await ask('[[pace 0]] Hi', { model: 'sample-large' });
  const [listed] = await gateway.models.list();
  expect(listed?.models).toEqual([{ id: 'sample-large', source: 'observed', confidence: 'medium' }]);
  expect(listed).not.toHaveProperty('defaultModel');
});

test('the record holds what was asked for and what was used', async () => {
  const { ask } = await openTestGateway({ SAMPLE_MODEL_ALIASES: 'best=sample-large' });
  expect(await ask('[[pace 0]] Hi', { model: 'best' })).toMatchObject({ status: 'completed', model: 'sample-large' });
});
