import type { GatewayRequest } from '../../request.js';
import { expectNone, expectThat, validated, type Check } from '../check.js';
import { faultInJsonSchema } from '../json-schema.js';
import { fieldsOf, inputSchemaOf, optionSamples } from '../option-samples.js';

const LONGEST_DESCRIPTION = 300;

/** The gateway's own fields, beside which the options stand in the tool's input. */
const common = [
  'provider',
  'prompt',
  'model',
  'effort',
  'sessionId',
  'resumeLatest',
  'createNewSession',
  'fork',
  'cwd',
  'permission',
  'timeoutMs',
  'idleTimeoutMs',
  'mcpServers',
  'correlationId',
  'forceRefresh',
  'options',
] satisfies readonly (keyof GatewayRequest)[];

export const optionChecks: readonly Check[] = [
  {
    name: 'describes its options as a closed object',
    run({ provider }) {
      const schema = inputSchemaOf(provider);
      expectThat(schema['type'] === 'object', `the options are of type ${String(schema['type'])}, not "object"`);
      expectThat(schema['additionalProperties'] === false, 'the options allow fields that nobody named');
      for (const [name, { description }] of fieldsOf(schema)) {
        expectThat(
          typeof description === 'string' && description.trim() !== '',
          `the option "${name}" has no description`,
        );
        expectThat(
          description.length <= LONGEST_DESCRIPTION,
          `the description of "${name}" is ${description.length} characters long`,
        );
      }
    },
  },
  {
    name: 'publishes its options as JSON Schema 2020-12',
    run: ({ provider }) => expectNone(faultInJsonSchema(inputSchemaOf(provider))),
  },
  {
    name: 'leaves the common request fields to the gateway',
    run({ provider }) {
      const taken = fieldsOf(inputSchemaOf(provider)).flatMap(([name]) =>
        common.some((field) => field === name) ? [name] : [],
      );
      expectThat(taken.length === 0, `the options take a common field's name: ${taken.join(', ')}`);
    },
  },
  {
    name: 'needs no options and refuses unknown ones',
    async run({ provider, validOptions }) {
      await validated(provider, {});
      await validated(provider, validOptions);
      const wrong = [{ thisOptionDoesNotExist: true }, null, 'text', 7, []];
      for (const options of wrong) {
        const { issues } = await provider.options['~standard'].validate(options);
        expectThat(issues !== undefined && issues.length > 0, `the options ${JSON.stringify(options)} are accepted`);
      }
    },
  },
  {
    name: 'interprets its options in the terms of the contract',
    applies: ({ provider }) => provider.interpretOptions !== undefined,
    async run({ provider, validOptions }) {
      for (const options of await optionSamples(provider, validOptions)) {
        const terms = provider.interpretOptions?.(options) ?? {};
        for (const [name, value] of Object.entries(terms)) {
          expectThat(name in validTerms, `interpretOptions says "${name}", which the contract does not know`);
          const isValid = value === undefined || validTerms[name]?.(value);
          expectThat(isValid === true, `interpretOptions says ${name}: ${JSON.stringify(value)}`);
        }
      }
    },
  },
];

const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isList = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');
const validTerms: Readonly<Record<string, (value: unknown) => boolean>> = {
  permission: (value) => ['read-only', 'edit', 'full'].some((permission) => permission === value),
  resumeLatest: isFlag,
  render: (value) => ['answer', 'json', 'events'].some((render) => render === value),
  requireMcpServers: isFlag,
  allowedTools: isList,
  disallowedTools: isList,
};
