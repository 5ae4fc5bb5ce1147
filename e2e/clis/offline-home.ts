import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { CliId } from './pinned-cli.ts';

export interface OfflineHomeOptions {
  /** A throw-away folder, which may be below a temp folder. All four CLIs can share one. */
  readonly home: string;
  /** `url` of the fake API. */
  readonly apiUrl: string;
  /** Default: `sk-offline-0000`. `undefined` given explicitly: nobody is logged in. */
  readonly apiKey?: string | undefined;
  /** How often the CLI itself repeats a failed request. Default 1; left alone they go on for up to 22 minutes. */
  readonly retries?: number;
}

export interface OfflineHome {
  /** To be laid over the inherited environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that must not be inherited, because they would lead the CLI elsewhere. */
  readonly unset: readonly string[];
  /** Where this CLI keeps its settings and sessions: a folder in `home`. */
  readonly configFolder: string;
}

/**
 * Writes what a real CLI needs to talk to the fake API, and nothing that the gateway's providers are there to say:
 * a command line that works in here works at a user's desk as well.
 */
export function offlineHome(id: CliId, options: OfflineHomeOptions): OfflineHome {
  const { home, apiUrl, retries = 1 } = options;
  const apiKey = 'apiKey' in options ? options.apiKey : 'sk-offline-0000';
  const configFolder = join(home, `.${id}`);
  const cli = cliHomes[id]({ configFolder, apiUrl, apiKey, retries });
  const temporaryFolder = join(home, 'tmp');
  for (const folder of [configFolder, temporaryFolder]) mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(cli.files)) {
    mkdirSync(dirname(join(configFolder, name)), { recursive: true });
    writeFileSync(join(configFolder, name), text);
  }
  return {
    configFolder,
    unset: [...cli.unset, 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME'],
    env: {
      HOME: home,
      USERPROFILE: home,
      // Codex 0.169.0 refuses to put its helpers (apply_patch, the sandbox) into a CODEX_HOME below the temp folder.
      // With a temp folder of its own, `home` may be anywhere; it also keeps the other CLIs' leftovers in the home.
      TMPDIR: temporaryFolder,
      NO_PROXY: '127.0.0.1,localhost',
      ...cli.env,
    },
  };
}

/** The environment for a process that shall see these homes: the gateway, or a CLI itself. */
export function offlineEnvironment(
  inherited: Readonly<NodeJS.ProcessEnv>,
  homes: readonly OfflineHome[],
): Record<string, string> {
  const unset = homes.flatMap((home) => home.unset);
  const kept = Object.entries(inherited).flatMap(([name, value]) =>
    value === undefined || unset.includes(name) ? [] : [[name, value] as const],
  );
  return Object.assign(Object.fromEntries(kept), ...homes.map((home) => home.env));
}

interface CliHomeInput {
  readonly configFolder: string;
  readonly apiUrl: string;
  readonly apiKey: string | undefined;
  readonly retries: number;
}

interface CliHome {
  readonly env: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
  /** Below the CLI's configuration folder. */
  readonly files: Readonly<Record<string, string>>;
}

const cliHomes: Readonly<Record<CliId, (input: CliHomeInput) => CliHome>> = { claude, codex, gemini, grok };

function claude({ apiUrl, apiKey, retries }: CliHomeInput): CliHome {
  return {
    env: {
      ANTHROPIC_BASE_URL: apiUrl,
      CLAUDE_CODE_MAX_RETRIES: String(retries),
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      // Containers run tests as root, to whom Claude Code 2.1.330 otherwise refuses its permission mode bypassPermissions.
      IS_SANDBOX: '1',
      ...keyVariable('ANTHROPIC_API_KEY', apiKey),
    },
    unset: [
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_AUTH_TOKEN',
      'ANTHROPIC_MODEL',
      'CLAUDE_CODE_OAUTH_TOKEN',
      'CLAUDE_CODE_USE_BEDROCK',
      'CLAUDE_CODE_USE_VERTEX',
      'CLAUDE_CODE_USE_FOUNDRY',
      'CLAUDE_CONFIG_DIR',
      'CLAUDECODE',
      'CLAUDE_CODE_ENTRYPOINT',
      'CLAUDE_CODE_SESSION_ID',
    ],
    files: {},
  };
}

function codex({ configFolder, apiUrl, apiKey, retries }: CliHomeInput): CliHome {
  const baseUrl = JSON.stringify(`${apiUrl}/v1`);
  // Without a key a provider of one's own stops at the missing variable. The built-in one asks the API and shows
  // what somebody sees who has not logged in.
  const provider = apiKey === undefined ? `openai_base_url = ${baseUrl}\n` : `model_provider = "offline"\n`;
  return {
    env: { CODEX_HOME: configFolder, ...keyVariable('OFFLINE_API_KEY', apiKey) },
    unset: [
      'CODEX_API_KEY',
      'OPENAI_API_KEY',
      'OFFLINE_API_KEY',
      'CODEX_SQLITE_HOME',
      'CODEX_THREAD_ID',
      'CODEX_SESSION_ID',
    ],
    files: {
      'config.toml': `${provider}check_for_update_on_startup = false

[model_providers.offline]
name = "Offline"
base_url = ${baseUrl}
env_key = "OFFLINE_API_KEY"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = ${retries}

[analytics]
enabled = false

[features]
plugins = false
unbounded_connection_retries = false
`,
    },
  };
}

function gemini({ apiUrl, apiKey, retries }: CliHomeInput): CliHome {
  const settings = {
    // With a base URL in the environment the CLI would choose a sign-in of another kind and refuse it.
    ...(apiKey === undefined ? {} : { security: { auth: { selectedType: 'gemini-api-key' } } }),
    general: { maxAttempts: retries + 1, sessionRetention: { enabled: false }, enableAutoUpdate: false },
    privacy: { usageStatisticsEnabled: false },
    // The default, "auto", asks a router model before each turn.
    model: { name: 'gemini-3.8-flash' },
  };
  return {
    env: {
      ...(apiKey === undefined ? {} : { GOOGLE_GEMINI_BASE_URL: apiUrl }),
      GEMINI_CLI_TRUST_WORKSPACE: 'true',
      ...keyVariable('GEMINI_API_KEY', apiKey),
    },
    unset: [
      'GEMINI_API_KEY',
      'GOOGLE_API_KEY',
      'GOOGLE_GENAI_USE_VERTEXAI',
      'GOOGLE_GENAI_USE_GCA',
      'GOOGLE_CLOUD_PROJECT',
      'GOOGLE_GEMINI_BASE_URL',
      'GEMINI_MODEL',
      'GEMINI_CLI_HOME',
      'GEMINI_CLI_SYSTEM_SETTINGS_PATH',
      'GEMINI_CLI_NO_RELAUNCH',
    ],
    files: { 'settings.json': `${JSON.stringify(settings, null, 2)}\n` },
  };
}

function grok({ configFolder, apiUrl, apiKey, retries }: CliHomeInput): CliHome {
  const models = ['grok-4.6', 'grok-4.5'].map(
    (model) => `
[model.${JSON.stringify(model)}]
base_url = ${JSON.stringify(`${apiUrl}/v1`)}
env_key = "XAI_API_KEY"
`,
  );
  return {
    env: {
      GROK_HOME: configFolder,
      // 1.0.41 repeats a failed turn three times around its retries; this variable, which no help text mentions, stops that.
      GROK_TURN_TRANSIENT_RETRY: '0',
      GROK_DISABLE_AUTOUPDATER: '1',
      GROK_TELEMETRY_ENABLED: 'false',
      ...keyVariable('XAI_API_KEY', apiKey),
    },
    unset: [
      'XAI_API_KEY',
      'GROK_CODE_XAI_API_KEY',
      'GROK_MODELS_BASE_URL',
      'GROK_XAI_API_BASE_URL',
      'GROK_CONFIG',
      'GROK_CONFIG_PATH',
      'GROK_DEFAULT_MODEL',
      'GROK_SANDBOX',
      'GROK_SESSION_ID',
      'GROK_MAX_RETRIES',
    ],
    files: {
      // In 1.0.41 `max_retries` counts the first attempt as well: 0 and 1 send one request, 2 sends two.
      'config.toml': `[cli]
auto_update = false

[features]
telemetry = false

[models]
default = "grok-4.6"
max_retries = ${retries + 1}
${models.join('')}`,
    },
  };
}

function keyVariable(name: string, apiKey: string | undefined): Readonly<Record<string, string>> {
  return apiKey === undefined ? {} : { [name]: apiKey };
}
