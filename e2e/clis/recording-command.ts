import type { CliId } from './pinned-cli.ts';

export type OutputFormat = 'streaming-json' | 'streaming-messages-json';

export interface RecordingCommandInput {
  readonly prompt: string;
  /** Where to put the prompt for a CLI that does not read stdin. */
  readonly promptFile: string;
  readonly session: RecordingSession;
  readonly extraArguments: readonly string[];
  /** Grok alone has two formats. */
  readonly format: OutputFormat;
}

export type RecordingSession =
  | { readonly kind: 'new'; readonly suggestedId: string }
  | { readonly kind: 'resume' | 'fork'; readonly id: string };

export interface RecordingCommand {
  readonly args: readonly string[];
  readonly stdin: string;
}

/** The machine-readable streaming mode of each CLI, with the prompt where it may have any length. */
export function recordingCommand(id: CliId, input: RecordingCommandInput): RecordingCommand {
  return commands[id](input);
}

const commands: Readonly<Record<CliId, (input: RecordingCommandInput) => RecordingCommand>> = {
  claude,
  codex,
  gemini,
  grok,
};

function claude({ prompt, session, extraArguments }: RecordingCommandInput): RecordingCommand {
  const output = ['-p', '--output-format', 'stream-json', '--verbose', '--include-partial-messages'];
  const sources = ['--setting-sources', 'user', '--strict-mcp-config'];
  return { args: [...output, ...sources, ...claudeSession(session), ...extraArguments], stdin: prompt };
}

function claudeSession(session: RecordingSession): readonly string[] {
  switch (session.kind) {
    case 'new':
      return ['--session-id', session.suggestedId];
    case 'resume':
      return ['--resume', session.id];
    case 'fork':
      return ['--resume', session.id, '--fork-session'];
    default:
      return session satisfies never;
  }
}

// Flags such as --sandbox stand before the sub-command: after `resume` Codex 0.169.0 refuses them.
function codex({ prompt, session, extraArguments }: RecordingCommandInput): RecordingCommand {
  const subCommand = session.kind === 'new' ? [] : [session.kind, session.id];
  return { args: ['exec', '--json', '--skip-git-repo-check', ...extraArguments, ...subCommand, '-'], stdin: prompt };
}

function gemini({ prompt, session, extraArguments }: RecordingCommandInput): RecordingCommand {
  const sessionArguments = session.kind === 'new' ? [] : ['--resume', session.id];
  return { args: ['--output-format', 'stream-json', ...sessionArguments, ...extraArguments], stdin: prompt };
}

function grok({ promptFile, session, extraArguments, format }: RecordingCommandInput): RecordingCommand {
  const partial = format === 'streaming-messages-json' ? ['--include-partial-messages'] : [];
  const output = ['--prompt-file', promptFile, '--verbatim', '--output-format', format, ...partial];
  return { args: [...output, ...grokSession(session), ...extraArguments], stdin: '' };
}

function grokSession(session: RecordingSession): readonly string[] {
  switch (session.kind) {
    case 'new':
      return ['--session-id', session.suggestedId];
    case 'resume':
      return ['--resume', session.id];
    case 'fork':
      return ['--resume', session.id, '--fork-session'];
    default:
      return session satisfies never;
  }
}
