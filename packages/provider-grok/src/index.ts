import type { Provider } from '@llm-gateway/core/provider';
import { buildCommand } from './build-command.js';
import { checkLogin } from './check-login.js';
import { discoverModels } from './discover-models.js';
import { explainFailure } from './explain-failure.js';
import { interpretOptions } from './interpret-options.js';
import { listSessions } from './list-sessions.js';
import { grokOptions, type GrokOptions } from './options.js';
import { parseOutput } from './parse-output.js';
import { planUpgrade } from './plan-upgrade.js';
import { resolveSession } from './resolve-session.js';

export type { GrokOptions };

/** xAI's Grok CLI, in its headless mode. */
export default function createGrokProvider(): Provider<GrokOptions> {
  return {
    apiVersion: 1,
    id: 'grok',
    displayName: 'Grok',
    executable: {
      names: ['grok'],
      installHint: 'npm install --global @xai-official/grok',
      minVersion: '1.0.41',
      wellKnownPaths: ['~/.grok/bin/grok', '~/.local/bin/grok', '/opt/homebrew/bin/grok', '/usr/local/bin/grok'],
      environmentMarkers: ['GROK_AGENT', 'GROK_SESSION_ID'],
      help: {
        commands: [['--help'], ['models', '--help'], ['update', '--help']],
        hiddenFlags: ['--background-wait-timeout'],
      },
    },
    features: {
      sessions: { resume: true, latest: true, fork: true },
      streaming: 'token',
      permissions: ['read-only', 'edit', 'full'],
      efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
    },
    options: grokOptions,
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
