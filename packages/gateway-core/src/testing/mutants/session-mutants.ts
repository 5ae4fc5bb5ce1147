import { buildCommand, referenceProvider, resolveSession } from './reference-provider.js';
import { commandMutant, mutant, type Mutant } from './mutant.js';

/** Mistakes in sessions, permissions, the folder and options. */
export const sessionMutants: readonly Mutant[] = [
  // sessions
  commandMutant('id dropped', 'the follow-up goes to a new conversation', ({ args }) => ({
    args: args.filter((argument) => !argument.startsWith('--resume=')),
  })),
  commandMutant('resume means latest', 'the follow-up goes to whatever was last in the folder', ({ args }) => ({
    args: args.map((argument) => (argument.startsWith('--resume=') ? '--continue' : argument)),
  })),
  commandMutant('id cut', 'the CLI says that there is no such conversation', ({ args }) => ({
    args: args.map((argument) => (argument.startsWith('--resume=') ? argument.slice(0, 17) : argument)),
  })),
  mutant('fork resumes', 'the conversation that was to be left alone goes on', {
    resolveSession: (intent) =>
      intent.kind === 'fork' ? { kind: 'resume', nativeId: intent.id } : resolveSession(intent),
  }),
  commandMutant(
    'latest forgotten',
    'a declared way to continue starts a new conversation',
    ({ args }, { session }) => ({
      args: session.kind === 'latest' ? args.filter((argument) => argument !== '--continue') : args,
    }),
  ),
  commandMutant('planned id not passed', 'the id that the caller gets back cannot be resumed', ({ args }) => ({
    args: args.filter((argument) => !argument.startsWith('--session-id=')),
  })),
  mutant('every session the latest', 'a new question lands in an old conversation', {
    buildCommand: (input) => buildCommand({ ...input, session: { kind: 'latest' } }),
  }),

  // permissions
  commandMutant('permission approximated', '"read-only" may edit, because the CLI knows no better', ({ args }) => ({
    args: args.map((argument) => (argument === '--permission=read-only' ? '--permission=edit' : argument)),
  })),
  commandMutant('always bypassed', 'no permission is ever asked, so that nothing hangs', ({ args }) => ({
    args: [...args, '--dangerously-skip-permissions'],
  })),
  commandMutant(
    'option bypasses',
    'a field of the request lifts the ceiling of the gateway',
    ({ args }, { options }) => ({
      args: options.unattended ? [...args, '--dangerously-skip-permissions'] : args,
    }),
  ),
  commandMutant('bypass by variable', 'the flag is right and a variable undoes it', () => ({
    env: { TINY_AUTO_APPROVE: '1' },
  })),
  commandMutant(
    'permission lost on resume',
    'a resumed turn has the rights of the first one',
    ({ args }, { session }) => ({
      args: session.kind === 'resume' ? args.filter((argument) => !/permission/.test(argument)) : args,
    }),
  ),
  mutant('highest level first', 'a caller who names no permission gets all of them', {
    features: { ...referenceProvider.features, permissions: ['full', 'edit', 'read-only'] },
  }),

  // the folder
  mutant('silent about the folder', 'a dry run cannot show what a clone would run', {
    buildCommand: (input) => {
      const { file, args, stdin = '' } = buildCommand(input);
      return { file, args, stdin };
    },
  }),
  commandMutant('hooks of a clone', 'opening somebody’s repository runs their commands', () => ({
    folder: { hooks: 'used', mcpServers: 'ignored', settings: 'ignored', instructions: 'used' },
  })),
  commandMutant('trust in words only', 'the folder is said to be ignored, and the flag is missing', ({ args }) => ({
    args: args.filter((argument) => argument !== '--ignore-folder'),
  })),
  commandMutant('trust turned round', 'an untrusted folder gets more than a trusted one', (_, { folderTrust }) => ({
    folder: {
      hooks: 'ignored',
      mcpServers: 'ignored',
      settings: folderTrust === 'trusted' ? 'ignored' : 'used',
      instructions: 'used',
    },
  })),

  // options
  optionMutant(
    'open options',
    'a misspelt field is taken and does nothing',
    { additionalProperties: {} },
    { accepts: 'anything' },
  ),
  optionMutant('option without a word', 'the calling model guesses what the field is for', {
    properties: { style: { type: 'string' } },
  }),
  optionMutant('common field redefined', 'two fields of one tool have the same name', {
    properties: { model: { type: 'string', description: 'Another model.' } },
  }),
  optionMutant('option required', 'every call without it is refused', {}, { accepts: 'nothing' }),
  optionMutant('older draft', 'clients refuse the whole tool list', {
    $schema: 'http://json-schema.org/draft-07/schema#',
  }),
  optionMutant('reference to nowhere', 'clients refuse the whole tool list', {
    properties: { style: { $ref: '#/definitions/Style', description: 'How much it says.' } },
  }),
  mutant('own word for a permission', 'the ceiling does not know the level and lets it pass', {
    // Wrong on purpose.
    interpretOptions: () => ({ permission: 'bypass' as 'full' }),
  }),
  mutant('efforts declared empty', 'a field is offered that takes no value', {
    features: { ...referenceProvider.features, efforts: [] },
  }),
];

/** The reference options under another JSON Schema, or with another validation. */
function optionMutant(
  name: string,
  mistake: string,
  schema: Readonly<Record<string, unknown>>,
  { accepts }: { readonly accepts?: 'anything' | 'nothing' } = {},
): Mutant {
  const standard = referenceProvider.options['~standard'];
  return mutant(name, mistake, {
    options: {
      '~standard': {
        ...standard,
        validate: (value) => {
          if (accepts === 'anything') return { value: {} };
          return accepts === 'nothing' ? { issues: [{ message: 'style is required' }] } : standard.validate(value);
        },
        jsonSchema: { input: (options) => ({ ...standard.jsonSchema.input(options), ...schema }) },
      },
    },
  });
}
