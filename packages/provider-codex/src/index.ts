import type { Provider } from '@llm-gateway/core/provider';
import { buildCommand } from './build-command.js';
import { checkLogin } from './check-login.js';
import { discoverModels } from './discover-models.js';
import { explainFailure } from './explain-failure.js';
import { interpretOptions } from './interpret-options.js';
import { listSessions } from './list-sessions.js';
import { codexOptions, type CodexOptions } from './options.js';
import { parseOutput } from './parse-output.js';
import { planUpgrade } from './plan-upgrade.js';
import { resolveSession } from './resolve-session.js';

export type { CodexOptions };

/** OpenAI's Codex CLI, by `codex exec`. */
export default function createCodexProvider(): Provider<CodexOptions> {
  return {
    apiVersion: 1,
    id: 'codex',
    displayName: 'Codex',
    executable: {
      names: ['codex'],
      installHint: 'npm install --global @openai/codex',
      minVersion: '0.150.0',
      wellKnownPaths: ['~/.local/bin/codex', '/opt/homebrew/bin/codex', '/usr/local/bin/codex'],
      environmentMarkers: [
        'CODEX_THREAD_ID',
        'CODEX_SESSION_ID',
        'CODEX_TOOL_CALL_ID',
        'CODEX_VERSION',
        'CODEX_CI',
        'CODEX_SANDBOX',
        'CODEX_SANDBOX_NETWORK_DISABLED',
        'CODEX_APPLY_PATCH_PRESERVE_LINE_ENDINGS',
        'CODEX_MANAGED_BY_NPM',
        'CODEX_MANAGED_BY_PNPM',
        'CODEX_MANAGED_BY_BUN',
        'CODEX_MANAGED_PACKAGE_ROOT',
      ],
      help: {
        commands: [
          ['exec', '--help'],
          ['exec', 'resume', '--help'],
          ['exec', 'fork', '--help'],
          ['mcp', 'list', '--help'],
        ],
      },
    },
    features: {
      sessions: { resume: true, latest: false, fork: true },
      streaming: 'message',
      permissions: ['read-only', 'edit', 'full'],
      efforts: ['low', 'medium', 'high', 'xhigh', 'max', 'ultra'],
    },
    options: codexOptions,
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
