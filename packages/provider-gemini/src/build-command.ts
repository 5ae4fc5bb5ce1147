import type { BuildInput, Command, FolderPolicy, SessionPlan, Warning } from '@llm-gateway/core/provider';
import { chooseServers, type ServerChoice } from './choose-servers.js';
import { escapePrompt } from './escape-prompt.js';
import type { GeminiOptions } from './options.js';
import { readDetail, type SessionDetail } from './session-detail.js';
import { toolsOf } from './tool-levels.js';
import { writePolicy } from './write-policy.js';

type Input = BuildInput<GeminiOptions>;

/** Builds a headless run. Every value follows an equals sign, so that one with a leading dash stays a value. */
export function buildCommand(input: Input): Command {
  const { executable, session, model, options, scratchDir, platform } = input;
  const prompt = escapePrompt(input.prompt);
  const servers = chooseServers(input);
  const privilege = privilegeOf(input, servers);
  const trust = trustOf(input, servers);
  const warnings = [...servers.warnings, ...privilege.warnings];
  if (prompt.isChanged) warnings.push(escapedPrompt);
  return {
    file: executable,
    args: [
      '--output-format=stream-json',
      ...sessionArguments(session),
      ...(model === undefined ? [] : [`--model=${model}`]),
      ...privilege.args,
      ...trust.args,
      ...servers.args,
      ...(options.includeDirs ?? []).map((folder) => `--include-directories=${folder}`),
    ],
    stdin: prompt.text,
    env: {
      ...trust.env,
      // Without it the CLI starts itself again as a child, which no signal reaches (0.61.0), 0.9 s later.
      GEMINI_CLI_NO_RELAUNCH: 'true',
      // After an API error the CLI leaves the whole conversation in the temp folder.
      ...temporaryFolder(scratchDir, platform),
      // In an editor's terminal it opens the editor's other folders to the agent, for writing too. Removed instead of
      // emptied, it could come back from a `.env` file.
      GEMINI_CLI_IDE_WORKSPACE_PATH: '',
    },
    ...(privilege.files && { files: privilege.files }),
    ...(warnings.length > 0 && { warnings }),
    folder: trust.folder,
  };
}

function sessionArguments({ kind, nativeId, detail }: SessionPlan): readonly string[] {
  switch (kind) {
    case 'resume':
      // 0.61.0 takes an empty value for "the latest", so a missing id must become one that does not exist.
      return [`--resume=${nativeId ?? 'none'}`];
    case 'fork':
      return [`--session-file=${readDetail(detail).file ?? 'none'}`];
    case 'latest': // never asked for: features.sessions.latest is false
    case 'new':
      return [];
    default:
      return kind satisfies never;
  }
}

interface Privilege {
  readonly args: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
}

function privilegeOf({ permission, options, scratchDir }: Input, servers: ServerChoice): Privilege {
  const { approvalMode, allowedTools = [] } = options;
  if (permission === 'full') {
    // A list of tools narrows what "full" grants to the tools listed.
    const mode = allowedTools.length > 0 ? (approvalMode ?? 'default') : 'yolo';
    return {
      args: [`--approval-mode=${mode}`, ...allowedTools.map((tool) => `--allowed-tools=${tool}`)],
      warnings: [],
    };
  }
  return {
    args: [`--approval-mode=${permission === 'edit' ? 'auto_edit' : 'default'}`, `--policy=${policyPath(scratchDir)}`],
    files: { [POLICY_FILE]: writePolicy(permission, servers.named) },
    warnings: allowedTools.filter((tool) => !toolsOf[permission].includes(tool)).map(needsMore),
  };
}

const POLICY_FILE = 'policy.toml';

function policyPath(scratchDir: string): string {
  // The CLI splits the value there, finds no file, and goes on without a policy.
  if (scratchDir.includes(','))
    throw new Error(`Gemini CLI takes no policy file from "${scratchDir}": it holds a comma.`);
  return `${scratchDir}/${POLICY_FILE}`;
}

interface Trust {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: FolderPolicy;
}

/**
 * A headless run in a folder that is not trusted ends with exit code 55. 0.61.0 reads the folder's settings before it reads
 * its flags, so a folder that is distrusted by the variable and trusted by the flag gives an answer without its hooks,
 * MCP servers, settings and unacknowledged agents. What the flag lets in all the same is kept out by name:
 * `findFolderVariables`.
 */
function trustOf({ folderTrust, session }: Input, servers: ServerChoice): Trust {
  if (folderTrust === 'trusted') {
    return {
      args: [],
      env: { GEMINI_CLI_TRUST_WORKSPACE: 'true' },
      folder: {
        hooks: 'used',
        mcpServers: servers.mayStart ? 'used' : 'ignored',
        settings: 'used',
        instructions: 'used',
      },
    };
  }
  const { folderVariables } = readDetail(session.detail);
  return {
    args: folderVariables === 'unknown' ? [] : ['--skip-trust'],
    env: { ...emptied(folderVariables), GEMINI_CLI_TRUST_WORKSPACE: 'false' },
    folder: { hooks: 'ignored', mcpServers: 'ignored', settings: 'ignored', instructions: 'used' },
  };
}

function emptied(names: SessionDetail['folderVariables']): Readonly<Record<string, string>> {
  return names === 'unknown' ? {} : Object.fromEntries(names.map((name) => [name, '']));
}

function temporaryFolder(folder: string, platform: Input['platform']): Readonly<Record<string, string>> {
  return platform === 'win32' ? { TEMP: folder, TMP: folder } : { TMPDIR: folder };
}

function needsMore(tool: string): Warning {
  return { code: 'unsupported-setting', message: `"${tool}" needs the permission "full" and was left out.` };
}

const escapedPrompt: Warning = {
  code: 'other',
  message: String.raw`Gemini CLI would take parts of the prompt for commands or files; they were sent as " /…" and "\@…".`,
};
