import type { BuildInput, Command, Permission, SessionPlan, Warning } from '@llm-gateway/core/provider';
import type { CodexOptions } from './options.js';
import { overrideConfig } from './override-config.js';
import { planMcpServers } from './plan-mcp-servers.js';
import { readSessionDetail } from './session-detail.js';
import { trustFolder } from './trust-folder.js';

/** Builds `codex exec`. Its `resume` and `fork` take fewer flags, but obey those that stand before them. */
export function buildCommand(input: BuildInput<CodexOptions>): Command {
  const { executable, prompt, session, permission, scratchDir, options } = input;
  const { mcpServers: own, ...lastRun } = readSessionDetail(session);
  const model = input.model ?? lastRun.model;
  const effort = input.effort ?? lastRun.effort;
  const servers = planMcpServers({ ...input, own });
  const folder = trustFolder(input);

  const args = ['exec', '--json', '--skip-git-repo-check', '--sandbox', sandboxes[permission]];
  // A rule that allows a command runs it outside the sandbox, also in a read-only run (seen with 0.169.0).
  if (permission !== 'full') args.push('--ignore-rules');
  if (model !== undefined) args.push(`--model=${model}`);
  if (options.outputSchema) args.push(`--output-schema=${scratchDir}/${SCHEMA_FILE}`);
  args.push(
    ...overrideConfig({
      // With the user's `approvals_reviewer = "auto_review"`, 0.169.0 lets a model or a hook approve what the sandbox forbids.
      approval_policy: 'never',
      approvals_reviewer: 'user',
      ...(permission === 'edit' && { 'sandbox_workspace_write.writable_roots': [] }),
      ...(effort !== undefined && { model_reasoning_effort: effort }),
      ...(options.webSearch && { web_search: options.webSearch }),
      // Without this a connection that cannot be made is tried for ever.
      'features.unbounded_connection_retries': false,
      ...folder.config,
      ...servers.config,
    }),
  );
  return {
    file: executable,
    args: [...args, ...sessionArguments(session), '-'],
    stdin: keepByteOrderMark(prompt),
    env: servers.env,
    ...(options.outputSchema && { files: { [SCHEMA_FILE]: JSON.stringify(options.outputSchema) } }),
    warnings: [...deprecations(options), ...servers.warnings],
    folder: folder.policy,
  };
}

const SCHEMA_FILE = 'answer-schema.json';

const sandboxes: Record<Permission, string> = {
  'read-only': 'read-only',
  edit: 'workspace-write',
  full: 'danger-full-access',
};

/** Codex fails on an unknown id; on anything else that it does not know, it starts a new thread. */
const NO_THREAD = '00000000-0000-0000-0000-000000000000';

function sessionArguments({ kind, nativeId }: SessionPlan): readonly string[] {
  switch (kind) {
    case 'new':
      return [];
    case 'resume':
    case 'fork':
      return [kind, nativeId ?? NO_THREAD];
    case 'latest': // never asked for: features.sessions.latest is false
      return ['resume', NO_THREAD];
    default:
      return kind satisfies never;
  }
}

/** Codex takes one byte order mark from the start of stdin. Otherwise it passes the prompt on as it is, `/`, `@` and `-` included. */
function keepByteOrderMark(prompt: string): string {
  return prompt.startsWith('\uFEFF') ? `\uFEFF${prompt}` : prompt;
}

function deprecations({ fullAuto }: CodexOptions): readonly Warning[] {
  if (!fullAuto) return [];
  return [
    { code: 'deprecated-setting', message: 'Codex has no full-auto mode any more; permission "edit" took its place.' },
  ];
}
