/** How a person adds this server to one MCP client. */
export interface ClientSetup {
  readonly id: string;
  readonly title: string;
  /** What to do with `snippet`: run it, or put it into a file. */
  readonly where: string;
  readonly snippet: string;
}

/** The known clients, with `start` as the command that runs the server. */
export function clientSetups(start: readonly [string, ...string[]]): readonly ClientSetup[] {
  const [command, ...args] = start;
  const line = start.map(quoteForShell).join(' ');
  const servers = (entry: object): string => JSON.stringify({ mcpServers: { gateway: entry } }, undefined, 2);
  return [
    {
      id: 'claude-code',
      title: 'Claude Code',
      where: 'Run',
      snippet: `claude mcp add -s user gateway -- ${line}`,
    },
    {
      id: 'codex',
      title: 'Codex',
      where: 'Run',
      snippet: `codex mcp add gateway -- ${line}`,
    },
    {
      id: 'gemini',
      title: 'Gemini CLI',
      where: 'In ~/.gemini/settings.json ("trust" lets headless runs call it)',
      snippet: servers({ command, args, trust: true }),
    },
    {
      id: 'grok',
      title: 'Grok',
      where: 'Run',
      snippet: `grok mcp add gateway -- ${line}`,
    },
    { id: 'cursor', title: 'Cursor', where: 'In ~/.cursor/mcp.json', snippet: servers({ command, args }) },
    {
      id: 'vscode',
      title: 'VS Code',
      where: 'In .vscode/mcp.json',
      snippet: JSON.stringify({ servers: { gateway: { type: 'stdio', command, args } } }, undefined, 2),
    },
    {
      id: 'claude-desktop',
      title: 'Claude Desktop',
      where: 'In claude_desktop_config.json',
      snippet: servers({ command, args }),
    },
    { id: 'other', title: 'Another client', where: 'A stdio server with this command', snippet: line },
  ];
}

function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
