import type { BuildInput, Command, FolderPolicy, SessionPlan, Warning } from '@llm-gateway/core/provider';
import { chooseTools, type ToolChoice } from './choose-tools.js';
import { confineEdits } from './confine-edits.js';
import { guardPrompt } from './guard-prompt.js';
import type { GrokOptions } from './options.js';
import { planMcpServers, type McpPlan } from './plan-mcp-servers.js';
import { readSessionDetail } from './session-detail.js';

/** Builds Grok's headless mode. The prompt goes into a file, because 1.0.41 never reads stdin. */
export function buildCommand(input: BuildInput<GrokOptions>): Command {
  const { executable, prompt, session, model, scratchDir, options } = input;
  const effort = input.effort ?? options.reasoningEffort;
  const permission = enforce(input);
  const folder = trustFolder(input);

  // Of Grok's formats only this one names the session early, and in failures (`streaming-json`: at a good end alone).
  const args = [`--prompt-file=${scratchDir}/${PROMPT_FILE}`, '--verbatim', '--output-format=streaming-messages-json'];
  args.push('--include-partial-messages', ...permission.args, ...sessionArguments(session));
  // Without a person 1.0.41 waits ten minutes for what the agent left running, and then stops it.
  if (input.permission === 'full') args.push('--background-wait-timeout=120');
  if (model !== undefined) args.push(`--model=${model}`);
  if (effort !== undefined) args.push(`--reasoning-effort=${effort}`);
  if (options.maxTurns !== undefined) args.push(`--max-turns=${options.maxTurns}`);
  if (options.outputSchema !== undefined) args.push(`--json-schema=${JSON.stringify(options.outputSchema)}`);
  return {
    file: executable,
    args,
    env: { ...quiet, ...folder.env },
    files: { [PROMPT_FILE]: guardPrompt(prompt), ...permission.files },
    warnings: [...permission.warnings, ...folder.warnings],
    folder: folder.policy,
  };
}

const PROMPT_FILE = 'prompt.txt';

/** Variables beat every file of settings, `GROK_CONFIG` and a model's own `max_retries` included (1.0.41). */
const quiet: Readonly<Record<string, string>> = {
  // Attempts in all. When a stream breaks, a second one puts the whole answer behind the piece that has been printed.
  GROK_MAX_RETRIES: '1',
  // Without this a failed turn is begun anew three times within 46 s.
  GROK_TURN_TRANSIENT_RETRY: '0',
  // Requests that repeat the conversation for the sake of Grok's own list.
  GROK_TURN_SUMMARY: '0',
  GROK_TITLE_REFRESH: '0',
  GROK_DISABLE_AUTOUPDATER: '1',
};

interface Enforcement {
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
}

/**
 * Below `full` by two locks, each of which holds against settings of the user that allow everything (1.0.41): the tools that
 * could do more are taken away, and rules forbid them, which beat any rule that allows. Nothing is left to be asked about,
 * because a question that nobody answers ends the turn.
 */
function enforce(input: BuildInput<GrokOptions>): Enforcement {
  const { permission, cwd, options } = input;
  const tools = chooseTools(permission, options);
  const servers = planMcpServers(input);
  const edits = permission === 'edit' ? confineEdits(cwd) : undefined;
  const allow = [...(edits ? [edits.allow] : []), ...tools.allow, ...servers.allow];
  const deny = permission === 'full' ? [] : ['Bash', ...(edits?.deny ?? ['Edit'])];
  return {
    args: [
      ...modeArguments(input, tools),
      ...toolArguments(tools, servers),
      ...allow.map((rule) => `--allow=${rule}`),
      ...list('--deny', [...deny, ...tools.deny, ...servers.deny]),
      ...servers.args,
    ],
    files: servers.files,
    warnings: [...tools.warnings, ...servers.warnings, ...(permission === 'edit' && !edits ? [unconfined(cwd)] : [])],
  };
}

function modeArguments({ permission, options }: BuildInput<GrokOptions>, { allow }: ToolChoice): readonly string[] {
  if (permission !== 'full' || allow.length > 0) return ['--permission-mode=dontAsk'];
  return options.permissionMode === 'auto' && !options.alwaysApprove
    ? ['--permission-mode=auto']
    : ['--always-approve'];
}

function toolArguments({ only, without }: ToolChoice, { isOffered }: McpPlan): readonly string[] {
  // An empty list would mean all tools, so one is given and taken away again.
  const none = only?.length === 0 ? ['todo_write'] : [];
  const removed = [...without, ...(isOffered ? [] : ['search_tool', 'use_tool']), ...none];
  return [...list('--tools', [...(only ?? []), ...none]), ...list('--disallowed-tools', removed)];
}

function list(flag: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`${flag}=${[...new Set(values)].join(',')}`];
}

function unconfined(cwd: string): Warning {
  return {
    code: 'unsupported-setting',
    message: `Grok may only read: none of its rules can hold it to the folder "${cwd}".`,
  };
}

function sessionArguments({ kind, nativeId }: SessionPlan): readonly string[] {
  switch (kind) {
    case 'new':
      return [];
    case 'resume':
      return [`--resume=${nativeId ?? NO_SESSION}`];
    case 'fork':
      return [`--resume=${nativeId ?? NO_SESSION}`, '--fork-session'];
    case 'latest':
      return ['--continue'];
    default:
      return kind satisfies never;
  }
}

/** An empty id would mean the latest conversation. */
const NO_SESSION = '00000000-0000-0000-0000-000000000000';

interface FolderTrust {
  readonly env: Readonly<Record<string, string>>;
  readonly policy: FolderPolicy;
  readonly warnings: readonly Warning[];
}

/** 1.0.41 guards all that lies in a folder by one lock. The variable opens or closes it for this run, whatever the settings say. */
function trustFolder({ folderTrust, session, cwd }: BuildInput<GrokOptions>): FolderTrust {
  const isTrusted = folderTrust === 'trusted';
  const isOpen = isTrusted || readSessionDetail(session).isTrustedByGrok;
  const use = isOpen ? 'used' : 'ignored';
  return {
    env: { GROK_FOLDER_TRUST: isTrusted ? '0' : '1' },
    policy: { hooks: use, mcpServers: use, settings: use, instructions: use },
    warnings: isOpen && !isTrusted ? [trustedByGrok(cwd)] : [],
  };
}

function trustedByGrok(cwd: string): Warning {
  return {
    code: 'other',
    message: `Grok itself was told to trust "${cwd}", so the folder's hooks, MCP servers and settings are used. Grok keeps that in trusted_folders.toml.`,
  };
}
