import { randomUUID } from 'node:crypto';
import { buildCommand, referenceProvider } from './reference-provider.js';
import { commandMutant, mutant, type Mutant } from './mutant.js';

/** Mistakes in what is started. */
export const commandMutants: readonly Mutant[] = [
  // how the prompt travels
  commandMutant('bare prompt', 'a prompt that begins with "-" is read as a flag', ({ args }, { prompt }) => ({
    args: [...args, prompt],
    stdin: '',
  })),
  commandMutant(
    'prompt after -p',
    'the parser of the CLI takes "--help" after "-p" for a flag',
    ({ args }, { prompt }) => ({
      args: [...args, '-p', prompt],
      stdin: '',
    }),
  ),
  commandMutant('prompt in argv', 'a long prompt ends in E2BIG: 128 KiB for one argument', ({ args }, { prompt }) => ({
    args: [...args, `--prompt=${prompt}`],
    stdin: '',
  })),
  commandMutant('prompt in a variable', 'the same limit, through the environment', (_, { prompt }) => ({
    env: { TINY_PROMPT: prompt },
  })),
  commandMutant('prompt through a shell', 'quotes, $() and backticks are run', ({ args }, { prompt }) => ({
    file: '/bin/sh',
    args: ['-c', `tiny ${args.join(' ')} "${prompt}"`],
  })),
  commandMutant('prompt trimmed', 'white space that meant something is gone', (_, { prompt }) => ({
    stdin: prompt.trim(),
  })),
  commandMutant('quotes escaped', 'the model reads backslashes that nobody wrote', (_, { prompt }) => ({
    stdin: prompt.replaceAll('"', String.raw`\"`),
  })),
  commandMutant(
    'prompt split at spaces',
    'the argument list depends on the words of the prompt',
    ({ args }, { prompt }) => ({
      args: [...args, '--', ...prompt.split(' ')],
    }),
  ),
  commandMutant('NUL in argv', 'the start ends in ERR_INVALID_ARG_VALUE', ({ args }, { prompt }) => ({
    args: [...args, `--title=${prompt.slice(0, 20)}`],
  })),

  // values
  commandMutant('undefined in argv', 'the CLI is asked for the model "undefined"', ({ args }, { model }) => ({
    args: [...args.filter((argument) => !argument.startsWith('--model=')), `--model=${model}`],
  })),
  commandMutant(
    'scientific notation',
    'a small budget becomes "1e-7", which the CLI refuses',
    ({ args }, { options }) => ({
      args: options.maxCostUsd === undefined ? args : [...args.slice(0, -1), `--max-cost=${options.maxCostUsd}`],
    }),
  ),
  commandMutant(
    'model lost on resume',
    'a resumed turn runs with whatever model the CLI remembers',
    ({ args }, { session }) => ({
      args: session.kind === 'resume' ? args.filter((argument) => !argument.startsWith('--model=')) : args,
    }),
  ),
  commandMutant(
    'stale default model',
    'a model name shipped with the package is sent although nobody asked',
    ({ args }, { model }) => ({
      args: model === undefined ? [...args, '--model=tiny-1'] : args,
    }),
  ),
  commandMutant('effort renamed', 'two values of an enumeration end in the same flag', ({ args }) => ({
    args: args.map((argument) => (argument === '--effort=high' ? '--effort=low' : argument)),
  })),
  commandMutant('executable by name', 'PATH decides once more, and finds another installation', () => ({
    file: 'tiny',
  })),
  commandMutant('file outside the scratch folder', 'a temporary file overwrites a person’s own', () => ({
    files: { '../settings.json': '{}' },
  })),

  commandMutant(
    'option value as a flag',
    'a folder called "--dangerously-skip-permissions" is not taken for a folder',
    ({ args }, { options }) => ({
      args: [...args, ...(options.addFolders ?? [])],
    }),
  ),

  // purity
  commandMutant('time in argv', 'the same request is never recognised as the same', ({ args }) => ({
    args: [...args, `--log=run-${Date.now()}.log`],
  })),
  commandMutant('random id in argv', 'the same, by a fresh id', ({ args }) => ({
    args: [...args, `--run-id=${randomUUID()}`],
  })),
  commandMutant('environment in argv', 'what is started depends on who started the gateway', ({ args }) => ({
    args: [...args, `--config=${process.env['TINY_CONFIG'] ?? 'default'}`],
  })),
  mutant('options changed in place', 'the second attempt runs with other options than the first', {
    buildCommand: (input) => {
      const command = buildCommand(input);
      Object.assign(input.options, { style: 'short' });
      return command;
    },
  }),

  // MCP servers
  commandMutant(
    'secret in argv',
    'every user of the machine reads the token in the process list',
    ({ args }, { mcpServers }) => ({
      args: mcpServers === undefined ? args : [...args, `--mcp=${JSON.stringify(mcpServers)}`],
    }),
  ),
  commandMutant('MCP servers dropped', 'the agent works without its tools, and nobody says so', ({ args }) => ({
    args: args.filter((argument) => !argument.startsWith('--mcp-config=')),
    files: {},
  })),

  // who it is
  mutant('id in capitals', 'tool names are refused by clients', { id: 'Tiny_CLI' }),
  mutant('executable with a path', 'the lookup on PATH never finds it', {
    executable: { ...referenceProvider.executable, names: ['bin/tiny'] },
  }),
];
