import type { BuildInput, Command, SessionPlan, Warning } from '@llm-gateway/core/provider';
import type { SampleOptions } from './options.js';

/** Builds `sample-agent run`. Values follow an equals sign, so that one with a leading dash stays a value. */
export function buildCommand(input: BuildInput<SampleOptions>): Command {
  const { executable, prompt, session, permission, model, effort, options } = input;
  const args = ['run', ...sessionArguments(session), `--permission=${permission}`];
  if (model !== undefined) args.push(`--model=${model}`);
  if (effort !== undefined) args.push(`--effort=${effort}`);
  if (options.paceMs !== undefined) args.push(`--pace=${options.paceMs}`);
  const warnings = warningsAbout(input);
  return {
    file: executable,
    args,
    stdin: prompt,
    ...(warnings.length > 0 && { warnings }),
    folder: { hooks: 'ignored', mcpServers: 'ignored', settings: 'ignored', instructions: 'ignored' },
  };
}

function sessionArguments({ kind, nativeId, detail }: SessionPlan): readonly string[] {
  switch (kind) {
    case 'resume':
      return [`--resume=${nativeId}`];
    case 'fork':
      return typeof detail === 'string' ? [`--fork=${detail}`] : [];
    case 'latest':
      return ['--continue'];
    case 'new':
      return [];
    default:
      return kind satisfies never;
  }
}

function warningsAbout({ mcpServers }: BuildInput<SampleOptions>): readonly Warning[] {
  if (mcpServers === undefined || mcpServers.length === 0) return [];
  return [
    { code: 'unsupported-setting', message: 'The sample agent knows no MCP servers; "mcpServers" was left out.' },
  ];
}
