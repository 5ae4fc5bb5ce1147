import type { BuildInput, Warning } from '@llm-gateway/core/provider';

export interface ServerChoice {
  /** The servers that the caller named and the CLI can be told. */
  readonly named: readonly string[];
  /** False: no server starts at all. */
  readonly mayStart: boolean;
  readonly args: readonly string[];
  readonly warnings: readonly Warning[];
}

/**
 * Which of the MCP servers in Gemini CLI's own settings start. A server can do anything, so below `full` only those start
 * that the caller names: this very gateway may well be among the others.
 */
export function chooseServers({
  mcpServers,
  permission,
}: Pick<BuildInput<unknown>, 'mcpServers' | 'permission'>): ServerChoice {
  const choices = mcpServers ?? [];
  const named = choices.map(({ name }) => name).filter(isPlain);
  const startsAll = mcpServers === undefined && permission === 'full';
  return {
    named,
    mayStart: startsAll || named.length > 0,
    args: startsAll ? [] : onlyServers(named),
    warnings: choices.flatMap(({ name, definition }) => {
      if (!isPlain(name)) return [leftOut(name)];
      return definition === undefined ? [] : [notHandedOver(name)];
    }),
  };
}

/** None at all: 0.61.0 breaks off at an empty name and starts every server at an empty list, so nobody's name must do. */
export function onlyServers(names: readonly string[]): readonly string[] {
  return (names.length > 0 ? names : ['no-mcp-server']).map((name) => `--allowed-mcp-server-names=${name}`);
}

/** Gemini CLI splits names at commas, and the policy file wants them without quotes and control characters. */
function isPlain(name: string): boolean {
  return /^[\w.:-]+$/.test(name);
}

function leftOut(name: string): Warning {
  return {
    code: 'unsupported-setting',
    message: `Gemini CLI cannot be given the MCP server name "${name}"; it was left out.`,
  };
}

function notHandedOver(name: string): Warning {
  return {
    code: 'unsupported-setting',
    message: `Gemini CLI takes MCP servers from its own settings only; "${name}" runs if it is defined there (gemini mcp add --scope user).`,
  };
}
