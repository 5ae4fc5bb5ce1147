import type { Provider } from '@llm-gateway/core/provider';
import { buildCommand } from './build-command.js';
import { checkLogin } from './check-login.js';
import { discoverModels } from './discover-models.js';
import { explainFailure } from './explain-failure.js';
import { interpretOptions } from './interpret-options.js';
import { listSessions } from './list-sessions.js';
import { claudeOptions, type ClaudeOptions } from './options.js';
import { parseOutput } from './parse-output.js';
import { planUpgrade } from './plan-upgrade.js';
import { resolveSession } from './resolve-session.js';

export type { ClaudeOptions } from './options.js';

export default function createClaudeProvider(): Provider<ClaudeOptions> {
  return {
    apiVersion: 1,
    id: 'claude',
    displayName: 'Claude Code',
    executable: {
      names: ['claude'],
      installHint: 'npm install --global @anthropic-ai/claude-code',
      minVersion: '2.1.197',
      wellKnownPaths: [
        '~/.local/bin/claude',
        '~/.local/bin/claude.exe',
        '~/.claude/local/claude',
        // npm's own shim on Windows is a shell script.
        '~/AppData/Roaming/npm/node_modules/@anthropic-ai/claude-code/bin/claude.exe',
      ],
      // What 2.1.330 adds to the environment of its shell commands and MCP servers.
      environmentMarkers: [
        'AI_AGENT',
        'CLAUDECODE',
        'CLAUDE_CODE_CHILD_NOTES_DIR',
        'CLAUDE_CODE_CHILD_SESSION',
        'CLAUDE_CODE_ENTRYPOINT',
        'CLAUDE_CODE_EXECPATH',
        'CLAUDE_CODE_LAUNCHED_BY_SESSION_IDS',
        'CLAUDE_CODE_MESSAGING_SOCKET',
        'CLAUDE_CODE_MESSAGING_TOKEN',
        'CLAUDE_CODE_SESSION_ATTENDED',
        'CLAUDE_CODE_SESSION_ID',
        'CLAUDE_CODE_SSE_PORT',
        'CLAUDE_EFFORT',
        'CLAUDE_PID',
        'CLAUDE_PROJECT_DIR',
      ],
      help: {
        commands: [['--help'], ['auth', 'status', '--help'], ['update', '--help'], ['install', '--help']],
        hiddenFlags: ['--max-turns'],
      },
    },
    features: {
      // `--continue` in a folder without a conversation silently starts a new one.
      sessions: { resume: true, latest: false, fork: true },
      streaming: 'token',
      permissions: ['read-only', 'edit', 'full'],
      efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
    },
    options: claudeOptions,
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
