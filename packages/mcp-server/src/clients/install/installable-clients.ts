import path from 'node:path';

/** Where a client looks for its files. */
export interface Places {
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One MCP client to whose configuration the server can be added. */
export interface InstallableClient {
  readonly id: string;
  readonly title: string;
  /** The user's own file, which holds for every folder. */
  readonly file: (places: Places) => string;
  /** A folder that is there once the client has been used. */
  readonly folder: (places: Places) => string;
  /** Its commands on PATH, where it has any. */
  readonly commands: readonly string[];
  readonly format: 'json' | 'toml';
  /** The key under which the file lists its servers. */
  readonly servers: string;
  /** What goes into a new entry besides the command. What the user makes of it later is kept. */
  readonly extras: Readonly<Record<string, string | boolean>>;
  /** What runs without a person need besides. */
  readonly headless?: string;
}

/** In the order in which they are shown. The shapes are those of `docs/clients.md`, where they are proven. */
export const INSTALLABLE_CLIENTS: readonly InstallableClient[] = [
  {
    id: 'claude-code',
    title: 'Claude Code',
    // 2.1.330: CLAUDE_CONFIG_DIR moves the file too, not only the folder.
    file: ({ home, environment }) => path.join(environment['CLAUDE_CONFIG_DIR'] || home, '.claude.json'),
    folder: ({ home, environment }) => environment['CLAUDE_CONFIG_DIR'] || path.join(home, '.claude'),
    commands: ['claude'],
    format: 'json',
    servers: 'mcpServers',
    extras: { type: 'stdio' },
    headless: 'claude -p needs --allowedTools mcp__gateway',
  },
  {
    id: 'codex',
    title: 'Codex',
    file: (places) => path.join(codexHome(places), 'config.toml'),
    folder: codexHome,
    commands: ['codex'],
    format: 'toml',
    servers: 'mcp_servers',
    // 0.169.0: otherwise a server that takes longer than a second to start is missing from the first request.
    extras: { required: true },
    headless:
      'codex exec calls what only reads, such as llm_ask; for the rest: default_tools_approval_mode = "approve"',
  },
  {
    id: 'gemini',
    title: 'Gemini CLI',
    file: (places) => path.join(geminiFolder(places), 'settings.json'),
    folder: geminiFolder,
    commands: ['gemini'],
    format: 'json',
    servers: 'mcpServers',
    extras: {},
    headless: 'gemini -p offers the tools only where the entry says "trust": true',
  },
  {
    id: 'grok',
    title: 'Grok',
    file: (places) => path.join(grokHome(places), 'config.toml'),
    folder: grokHome,
    commands: ['grok'],
    format: 'toml',
    servers: 'mcp_servers',
    extras: {},
    headless: "grok -p needs --allow 'MCPTool(gateway__*)'",
  },
  {
    id: 'cursor',
    title: 'Cursor',
    file: ({ home }) => path.join(home, '.cursor', 'mcp.json'),
    folder: ({ home }) => path.join(home, '.cursor'),
    commands: ['cursor', 'cursor-agent'],
    format: 'json',
    servers: 'mcpServers',
    extras: {},
  },
  {
    id: 'vscode',
    title: 'VS Code',
    file: (places) => path.join(applicationFolder(places, 'Code'), 'User', 'mcp.json'),
    folder: (places) => applicationFolder(places, 'Code'),
    commands: ['code'],
    format: 'json',
    servers: 'servers',
    extras: { type: 'stdio' },
  },
  {
    id: 'claude-desktop',
    title: 'Claude Desktop',
    file: (places) => path.join(applicationFolder(places, 'Claude'), 'claude_desktop_config.json'),
    folder: (places) => applicationFolder(places, 'Claude'),
    commands: [],
    format: 'json',
    servers: 'mcpServers',
    extras: {},
  },
];

function codexHome({ home, environment }: Places): string {
  return environment['CODEX_HOME'] || path.join(home, '.codex');
}

function geminiFolder({ home, environment }: Places): string {
  return path.join(environment['GEMINI_CLI_HOME'] || home, '.gemini');
}

function grokHome({ home, environment }: Places): string {
  return environment['GROK_HOME'] || path.join(home, '.grok');
}

/** Where an application of the desktop keeps its files. */
function applicationFolder({ home, platform, environment }: Places, name: string): string {
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', name);
  if (platform === 'win32') return path.join(environment['APPDATA'] || path.join(home, 'AppData', 'Roaming'), name);
  return path.join(environment['XDG_CONFIG_HOME'] || path.join(home, '.config'), name);
}
