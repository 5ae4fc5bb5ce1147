import type { Provider } from '@llm-gateway/core/provider';
import { buildCommand } from './build-command.js';
import { checkLogin } from './check-login.js';
import { discoverModels } from './discover-models.js';
import { explainFailure } from './explain-failure.js';
import { interpretOptions } from './interpret-options.js';
import { listSessions } from './list-sessions.js';
import { options, type GeminiOptions } from './options.js';
import { parseOutput } from './parse-output.js';
import { planUpgrade } from './plan-upgrade.js';
import { resolveSession } from './resolve-session.js';
import { tidyUp } from './tidy-up.js';

export type { GeminiOptions } from './options.js';

export default function createGeminiProvider(): Provider<GeminiOptions> {
  return {
    apiVersion: 1,
    id: 'gemini',
    displayName: 'Gemini CLI',
    executable: {
      names: ['gemini'],
      installHint: 'npm install --global @google/gemini-cli',
      minVersion: '0.47.0',
      wellKnownPaths: [
        '/opt/homebrew/bin/gemini',
        '/usr/local/bin/gemini',
        '~/.npm-global/bin/gemini',
        '~/.local/bin/gemini',
        '~/.bun/bin/gemini',
      ],
      environmentMarkers: ['GEMINI_CLI'],
      help: { commands: [['--help']] },
    },
    features: {
      // Asked for the latest conversation of a folder without one, 0.61.0 silently starts a new one.
      sessions: { resume: true, latest: false, fork: true },
      streaming: 'token',
      permissions: ['read-only', 'edit', 'full'],
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
    tidyUp,
  };
}
