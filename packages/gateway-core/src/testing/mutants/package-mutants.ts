import { referenceProvider } from './reference-provider.js';
import type { Mutant } from './mutant.js';

/** The files of a package that is as it should be. */
export const referencePackage: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: '@acme/llm-gateway-provider-tiny',
    type: 'module',
    exports: { '.': './dist/index.js' },
    llmGateway: { apiVersion: 1 },
    peerDependencies: { '@llm-gateway/core': '^1.0.0' },
  }),
  'src/index.ts': [
    "import type { Provider } from '@llm-gateway/core/provider';",
    "import * as z from 'zod';",
    "// It would be wrong to import { spawn } from 'node:child_process' here, or to read process.env.",
    'export default (): Provider => z.never().parse(0);',
  ].join('\n'),
  'src/index.test.ts':
    "import { conformanceChecks } from '@llm-gateway/core/testing';\nconsole.log(conformanceChecks);",
  'dist/index.js': "import * as z from 'zod';\nexport default () => z.never().parse(0);",
};

/** Mistakes in the package around the provider. */
export const packageMutants: readonly Mutant[] = [
  packageMutant('core at run time', 'the provider breaks with the next copy of the gateway', {
    'src/errors.ts': "import { GatewayError } from '@llm-gateway/core';\nthrow new GatewayError('internal_error', '');",
  }),
  packageMutant('core in the build', 'types were imported as values, and the build kept the import', {
    'dist/index.js': "import { hasEnded } from '@llm-gateway/core';\nexport default hasEnded;",
  }),
  packageMutant('starts processes itself', 'no limit and no clean-up reaches what the provider starts', {
    'src/probe.ts':
      "import { execFileSync } from 'node:child_process';\nexport const version = execFileSync('tiny', ['--version']);",
  }),
  packageMutant('loads lazily what it must not', 'the same, hidden in a function', {
    'src/probe.ts':
      "export const probe = async (): Promise<unknown> => (await import('node:child_process')).execFileSync('tiny');",
  }),
  packageMutant('reads the environment itself', 'the configured environment is not the one that counts', {
    'src/home.ts': "export const home = process.env['TINY_HOME'] ?? '';",
  }),
  packageMutant('prints to stdout', 'one line of a provider breaks the protocol of the server', {
    'src/debug.ts': "export const debug = (): void => console.debug('loaded');",
  }),
  packageMutant('no contract number', 'the package is imported before anyone knows whether it fits', {
    'package.json': JSON.stringify({
      name: '@acme/llm-gateway-provider-tiny',
      type: 'module',
      exports: './dist/index.js',
    }),
  }),
  packageMutant('core as a dependency', 'a second copy of the gateway is installed beside the first', {
    'package.json': JSON.stringify({
      name: '@acme/llm-gateway-provider-tiny',
      type: 'module',
      exports: './dist/index.js',
      llmGateway: { apiVersion: 1 },
      dependencies: { '@llm-gateway/core': '1.0.0' },
    }),
  }),
];

function packageMutant(name: string, mistake: string, changes: Readonly<Record<string, string>>): Mutant {
  return { name, mistake, provider: referenceProvider, files: { ...referencePackage, ...changes } };
}
