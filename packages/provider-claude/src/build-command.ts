import type { BuildInput, Command, FolderPolicy, SessionPlan } from '@llm-gateway/core/provider';
import { chooseMcpServers } from './choose-mcp-servers.js';
import { chooseTools } from './choose-tools.js';
import { isAtLeast } from './is-at-least.js';
import type { ClaudeOptions } from './options.js';

/** Builds `claude -p`. Every value stands behind the `=` of its flag, so that none can be read as a flag itself. */
export function buildCommand(input: BuildInput<ClaudeOptions>): Command {
  const { executable, version, prompt, session, permission, model, effort, folderTrust, options } = input;
  const servers = chooseMcpServers(input);
  const tools = chooseTools(permission, { options, mcpRules: servers.rules });
  return {
    file: executable,
    args: [
      ...STREAM_JSON,
      '--include-partial-messages',
      ...sessionArguments(session),
      ...flag('--model', model),
      ...flag('--fallback-model', options.fallbackModel),
      ...flag('--effort', effort),
      ...tools.args,
      ...(folderTrust === 'untrusted' ? [IGNORE_FOLDER] : []),
      ...servers.args,
      ...flag('--add-dir', ...(options.addDirs ?? [])),
      ...systemPromptArguments(input),
      ...flag('--json-schema', options.outputSchema && JSON.stringify(options.outputSchema)),
      ...flag('--max-turns', options.maxTurns),
      ...flag('--max-budget-usd', options.maxBudgetUsd),
    ],
    stdin: asPlainText(prompt),
    env: {
      [noFileMentions(version)]: '1',
      // Left alone, the CLI repeats a refused request for three minutes. Two more tries bridge a hiccup in the middle of a
      // run, and one less would never reach the fallback model.
      CLAUDE_CODE_MAX_RETRIES: '2',
      // With a command in the background (a development server), 2.1.330 does not end after its answer.
      CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: '1',
    },
    ...(servers.files && { files: servers.files }),
    ...(tools.warnings.length > 0 && { warnings: tools.warnings }),
    folder: { ...folderPolicies[folderTrust], mcpServers: servers.folder },
  };
}

export const STREAM_JSON: readonly string[] = ['-p', '--output-format=stream-json', '--verbose'];
export const IGNORE_FOLDER = '--setting-sources=user';

/** What `--setting-sources=user` leaves out, seen with 2.1.197 and 2.1.330. */
const folderPolicies: Readonly<Record<'untrusted' | 'trusted', Omit<FolderPolicy, 'mcpServers'>>> = {
  untrusted: { hooks: 'ignored', settings: 'ignored', instructions: 'ignored' },
  trusted: { hooks: 'used', settings: 'used', instructions: 'used' },
};

function flag(name: string, ...values: readonly (string | number | undefined)[]): readonly string[] {
  return values.flatMap((value) => (value === undefined ? [] : [`${name}=${value}`]));
}

function sessionArguments({ kind, nativeId }: SessionPlan): readonly string[] {
  switch (kind) {
    case 'new':
      return [];
    case 'resume':
    case 'latest': // never planned; without an id the CLI refuses to start
      return [`--resume=${nativeId ?? ''}`];
    case 'fork':
      return [`--resume=${nativeId ?? ''}`, '--fork-session'];
    default:
      return kind satisfies never;
  }
}

/**
 * Newer versions keep the system prompt of a conversation's first turn, unless told otherwise by a flag. 2.1.260 has that
 * flag; 2.1.245 and older have neither.
 */
function systemPromptArguments({ session, version, options }: BuildInput<ClaudeOptions>): readonly string[] {
  if (options.appendSystemPrompt === undefined) return [];
  const replaces = session.kind !== 'new' && isAtLeast(version, '2.1.260');
  return [
    ...flag('--append-system-prompt', options.appendSystemPrompt),
    ...(replaces ? ['--system-prompt-snapshot=off'] : []),
  ];
}

/** A slash at the very start makes a command (`/cost`, `/init`, a skill); behind a space it is text. */
function asPlainText(prompt: string): string {
  return prompt.startsWith('/') ? ` ${prompt}` : prompt;
}

/**
 * The variable that keeps the CLI from reading the file after an `@` in the prompt, wherever it lies. 2.1.299 is the first to
 * have one for that alone; before, it also drops reminders, such as the list of skills.
 */
function noFileMentions(version: string): string {
  return isAtLeast(version, '2.1.299') ? 'CLAUDE_CODE_DISABLE_FILE_MENTIONS' : 'CLAUDE_CODE_DISABLE_ATTACHMENTS';
}
