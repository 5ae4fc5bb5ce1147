import { expect, test } from 'vitest';
import { readModelSettings } from './read-model-settings.js';

const read = (environment: Record<string, string>, id = 'some-agent') =>
  readModelSettings(environment, id, ['some-agent', 'other']);

test.each([
  ['commas', 'small, large,'],
  ['lines', 'small\nlarge\n'],
  ['a JSON array', '["small", "large"]'],
])('models are read from %s', (_, text) => {
  expect(read({ SOME_AGENT_MODELS: text }).models).toEqual([{ id: 'small' }, { id: 'large' }]);
});

test('models are read with their descriptions from a JSON object', () => {
  expect(read({ SOME_AGENT_MODELS: '{"small": "Quick.", "large": null}' }).models).toEqual([
    { id: 'small', description: 'Quick.' },
    { id: 'large' },
  ]);
});

test('the names of the variables come from the id of the provider', () => {
  const environment = { SOME_AGENT_DEFAULT_MODEL: 'large', OTHER_DEFAULT_MODEL: 'small' };
  expect(read(environment).defaultModel).toBe('large');
  expect(read(environment, 'other').defaultModel).toBe('small');
});

test.each(['', 'default', 'Latest'])('a default "%s" is the choice of the CLI', (value) => {
  expect(read({ SOME_AGENT_DEFAULT_MODEL: value })).toMatchObject({ warnings: [] });
  expect(read({ SOME_AGENT_DEFAULT_MODEL: value })).not.toHaveProperty('defaultModel');
});

test.each([
  ['pairs', 'fast=small, BEST=large'],
  ['a JSON array', '["fast=small", "BEST=large"]'],
  ['a JSON object', '{"fast": "small", "BEST": "large"}'],
])('aliases are read from %s', (_, text) => {
  expect([...read({ SOME_AGENT_MODEL_ALIASES: text }).aliases]).toEqual([
    ['fast', 'small'],
    ['best', 'large'],
  ]);
});

test('the shared aliases begin with the id of a provider, whose own variable wins', () => {
  const environment = {
    LLM_GATEWAY_MODEL_ALIASES: 'some-agent.fast=small,some-agent.v1.5=large,other.fast=tiny',
    SOME_AGENT_MODEL_ALIASES: 'fast=smaller',
  };
  expect(Object.fromEntries(read(environment).aliases)).toEqual({ fast: 'smaller', 'v1.5': 'large' });
  expect(Object.fromEntries(read(environment, 'other').aliases)).toEqual({ fast: 'tiny' });
});

test('the shared aliases can be a JSON object, flat or by provider', () => {
  const environment = { LLM_GATEWAY_MODEL_ALIASES: '{"other": {"fast": "tiny"}, "some-agent.fast": "small"}' };
  expect(Object.fromEntries(read(environment).aliases)).toEqual({ fast: 'small' });
  expect(Object.fromEntries(read(environment, 'other').aliases)).toEqual({ fast: 'tiny' });
});

test('what makes no sense is named and left out', () => {
  const settings = read({
    SOME_AGENT_MODELS: '["small", 7, "two words", "--flag"]',
    SOME_AGENT_DEFAULT_MODEL: '--dangerous',
    SOME_AGENT_MODEL_ALIASES: 'fast,empty=,a=b,b=A,ok=small',
    LLM_GATEWAY_MODEL_ALIASES: 'nobody.fast=x,fast=y',
    LLM_GATEWAY_DISABLE_MODEL_DISCOVERY: 'maybe',
  });
  expect(settings).toMatchInlineSnapshot(`
    {
      "aliases": Map {
        "ok" => "small",
      },
      "isDiscoveryDisabled": true,
      "models": [
        {
          "id": "small",
        },
      ],
      "warnings": [
        "SOME_AGENT_MODELS holds something that is no text.",
        "SOME_AGENT_MODELS names "two words", which cannot be a model.",
        "SOME_AGENT_MODELS names "--flag", which cannot be a model.",
        "SOME_AGENT_DEFAULT_MODEL is "--dangerous", which cannot be a model.",
        "LLM_GATEWAY_MODEL_ALIASES names "nobody.fast=x", but must begin with the id of a provider: some-agent, other.",
        "LLM_GATEWAY_MODEL_ALIASES names "fast=y", but must begin with the id of a provider: some-agent, other.",
        "SOME_AGENT_MODEL_ALIASES holds "fast", which is not alias=model.",
        "SOME_AGENT_MODEL_ALIASES gives the alias "empty" a name that cannot be a model.",
        "The alias "a" leads back to itself and was left out.",
        "The alias "b" leads back to itself and was left out.",
        "LLM_GATEWAY_DISABLE_MODEL_DISCOVERY is "maybe", which was taken for 1.",
      ],
    }
  `);
});

test.each(['[', '{"a"', '[1, 2', '{}', '[]', 'null', '"x"', '=', '\0', '__proto__=x', '{"__proto__": {"a": "b"}}'])(
  'nothing that stands in a variable ends the gateway (%j)',
  (text) => {
    const names = ['SOME_AGENT_MODELS', 'SOME_AGENT_MODEL_ALIASES', 'LLM_GATEWAY_MODEL_ALIASES'];
    expect(() => read(Object.fromEntries(names.map((name) => [name, text])))).not.toThrow();
    expect({}).not.toHaveProperty('a');
  },
);

test('an alias and the default cannot stand for each other', () => {
  const settings = read({ SOME_AGENT_DEFAULT_MODEL: 'mine', SOME_AGENT_MODEL_ALIASES: 'mine=latest' });
  expect(settings).toMatchObject({ defaultModel: 'mine', aliases: new Map() });
  expect(settings.warnings).toEqual(['The alias "mine" leads back to itself and was left out.']);
});
