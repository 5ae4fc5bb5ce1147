import { fileURLToPath } from 'node:url';
import type { Provider } from '@llm-gateway/core/provider';
import { buildCommand } from './build-command.js';
import { checkLogin } from './check-login.js';
import { discoverModels } from './discover-models.js';
import { explainFailure } from './explain-failure.js';
import { interpretOptions } from './interpret-options.js';
import { listSessions } from './list-sessions.js';
import { options, type SampleOptions } from './options.js';
import { parseOutput } from './parse-output.js';
import { planUpgrade } from './plan-upgrade.js';
import { resolveSession } from './resolve-session.js';

export type { SampleOptions } from './options.js';

export default function createSampleProvider(): Provider<SampleOptions> {
  return {
    apiVersion: 1,
    id: 'sample',
    displayName: 'Sample agent (offline)',
    executable: {
      names: ['sample-agent'],
      installHint: 'It comes with the example: examples/provider-sample/bin/sample-agent.mjs',
      minVersion: '1.0.0',
      // This CLI lies beside its provider, in the source as in the package.
      wellKnownPaths: [fileURLToPath(new URL('../bin/sample-agent.mjs', import.meta.url))],
      environmentMarkers: ['SAMPLE_AGENT'],
      help: { commands: [['--help']] },
    },
    features: {
      sessions: { resume: true, latest: true, fork: true },
      streaming: 'token',
      permissions: ['read-only', 'edit', 'full'],
      efforts: ['low', 'high'],
    },
    options,
    interpretOptions,
    resolveSession,
    buildCommand,
    parseOutput,
    explainFailure,
    discoverModels,
    planUpgrade,
    listSessions,
    checkLogin,
  };
}
