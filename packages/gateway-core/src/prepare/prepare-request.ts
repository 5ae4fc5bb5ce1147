import { realpathSync } from 'node:fs';
import { v7 as uuid } from 'uuid';
import type { ApprovalDecision } from '../approvals/approval.js';
import { askedLevels } from '../approvals/asked-levels.js';
import { decideApproval } from '../approvals/decide-approval.js';
import { delegationDepth } from '../approvals/delegation-depth.js';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/load-config.js';
import { GatewayError } from '../errors.js';
import type { ProviderLoadFailure } from '../gateway.js';
import { spoolOf } from '../jobs/spool.js';
import type { ModelRegistry } from '../models/create-models.js';
import { childEnvironment } from '../process/child-environment.js';
import type {
  BuildInput,
  Command,
  CommonTerms,
  Installation,
  McpServerChoice,
  Provider,
  ProviderContext,
  Warning,
} from '../provider.js';
import type { GatewayRequest } from '../request.js';
import type { SessionStore } from '../sessions/session-store.js';
import { chooseSession } from './choose-session.js';
import { decidePermission } from './decide-permission.js';
import { findInstallation } from './find-installation.js';
import { folderTrust } from './folder-trust.js';
import { createProviderContext } from './provider-context.js';
import { invalid, validateOptions, validateRequest } from './validate-request.js';

/** What a request is prepared with. */
export interface Preparation {
  readonly config: Config;
  readonly environment: Environment;
  readonly providers: readonly Provider[];
  readonly failures: readonly ProviderLoadFailure[];
  readonly sessions: () => Promise<SessionStore>;
  readonly models: Pick<ModelRegistry, 'resolve'>;
  /** Where requests that name no folder run. */
  readonly cwd: string;
}

/** A request that is ready to start: everything is decided, nothing has happened. */
export interface Prepared {
  readonly jobId: string;
  readonly request: GatewayRequest;
  readonly provider: Provider;
  readonly terms: CommonTerms;
  readonly installation: Installation;
  readonly context: ProviderContext;
  readonly input: BuildInput<unknown>;
  readonly command: Command;
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** `undefined`: silence says nothing about this CLI. */
  readonly idleTimeoutMs: number | undefined;
  readonly warnings: readonly Warning[];
  /** What the policy says, where the request asks for an approval. */
  readonly approval: ApprovalDecision | undefined;
  /** Gateways that the request has gone through, this one included. */
  readonly depth: number;
}

/** Steps 2 to 6 of a request's way. Throws a `GatewayError` for whatever keeps it from starting. */
export async function prepareRequest(
  given: GatewayRequest,
  preparation: Preparation,
  jobId: string = uuid(),
): Promise<Prepared> {
  const { config, environment, providers } = preparation;
  const provider = lookUp(given.provider, preparation);
  const depth = delegationDepth(environment, config.maxDepth);
  const request = validateRequest(given);
  const options = await validateOptions(provider, request.options);
  const terms = provider.interpretOptions?.(options) ?? {};
  assertEffort(provider, request.effort);
  const { permission, warnings } = decidePermission(provider, {
    asked: request.permission,
    terms,
    ceiling: config.maxPermission,
  });
  const mcpServers = chooseMcpServers(request, terms, config);
  const approve = async (): Promise<ApprovalDecision | undefined> =>
    request.approvalStrategy === 'mcp_managed'
      ? decideApproval(request.approvalPolicy ?? config.approvalPolicy, {
          prompt: request.prompt,
          levels: await askedLevels(provider, request, permission),
          mcpServers: mcpServers ?? [],
          terms,
          weights: config.mcpServerWeights,
        })
      : undefined;

  // Without links: CLIs compare folders by their real paths, and what they trust must not depend on the name they are given.
  const cwd = realpathSync(request.cwd ?? preparation.cwd);
  const env = childEnvironment(environment, providers);
  const installation = await findInstallation(provider, { config, environment, env, cwd });
  const context = createProviderContext({ installation, env, cwd });
  const sessions = await preparation.sessions();
  const { plan: session, warnings: sessionWarnings } = await chooseSession({
    provider,
    request,
    terms,
    cwd,
    context,
    sessions,
  });
  // A conversation goes on with the model that it had, unless the caller names another.
  const keepsModel = request.model === undefined && session.kind !== 'new';
  const model = keepsModel ? undefined : await preparation.models.resolve(provider, request.model, installation);

  const input: BuildInput<unknown> = {
    executable: installation.path,
    version: installation.version,
    prompt: request.prompt,
    cwd,
    session,
    permission,
    folderTrust: folderTrust(cwd, config.trustedFolders),
    scratchDir: spoolOf(config.home, jobId).scratch,
    platform: process.platform,
    options,
    ...(model === undefined ? {} : { model }),
    ...(request.effort === undefined ? {} : { effort: request.effort }),
    ...(mcpServers === undefined ? {} : { mcpServers }),
  };
  const command = provider.buildCommand(input);
  assertFolderIsSafe(provider, input, command);
  return {
    jobId,
    request,
    provider,
    terms,
    installation,
    context,
    input,
    command,
    env: childEnvironment(environment, providers, command.env),
    timeoutMs: request.timeoutMs ?? config.timeoutMs,
    idleTimeoutMs: provider.features.streaming === 'none' ? undefined : (request.idleTimeoutMs ?? config.idleTimeoutMs),
    warnings: [...warnings, ...sessionWarnings, ...(command.warnings ?? [])],
    approval: await approve(),
    depth,
  };
}

/** A CLI that cannot be kept from running what lies in a folder runs only where the user said that it may. */
function assertFolderIsSafe(
  { id, displayName }: Provider,
  { folderTrust: trust, cwd }: BuildInput<unknown>,
  { folder }: Command,
): void {
  if (trust === 'trusted' || folder === undefined) return;
  if (folder.hooks === 'ignored' && folder.mcpServers === 'ignored') return;
  throw new GatewayError(
    'permission_exceeded',
    `${displayName} would run what lies in "${cwd}", which is not trusted here.`,
    {
      provider: id,
      hint: 'Add the folder to "trustedFolders" in the configuration file, or to LLM_GATEWAY_TRUSTED_FOLDERS.',
    },
  );
}

/** The loaded provider with this id. Throws `provider_not_found` with those that are loaded. */
export function lookUp(id: string, { providers, failures }: Pick<Preparation, 'providers' | 'failures'>): Provider {
  const provider = providers.find((candidate) => candidate.id === id);
  if (provider !== undefined) return provider;
  const loaded = providers.map((candidate) => candidate.id).join(', ') || 'none';
  const broken = failures.map((failure) => `${failure.package} did not load: ${failure.error.message}`).join(' ');
  throw new GatewayError('provider_not_found', `There is no provider "${id}". Loaded: ${loaded}. ${broken}`.trim(), {
    provider: id,
    hint: 'llm-gateway doctor shows which providers are installed.',
  });
}

function assertEffort({ displayName, features }: Provider, effort: string | undefined): void {
  if (effort === undefined || features.efforts?.includes(effort)) return;
  const offered = features.efforts === undefined ? 'it has none' : `it has ${features.efforts.join(', ')}`;
  throw invalid(`${displayName} has no effort "${effort}"; ${offered}`);
}

function chooseMcpServers(
  { mcpServers }: GatewayRequest,
  { requireMcpServers }: CommonTerms,
  config: Config,
): readonly McpServerChoice[] | undefined {
  const choices = mcpServers?.map((name): McpServerChoice => {
    const definition = config.mcpServers[name];
    return definition === undefined ? { name } : { name, definition };
  });
  const missing = choices?.filter(({ definition }) => definition === undefined).map(({ name }) => name) ?? [];
  if (!requireMcpServers || missing.length === 0) return choices;
  throw invalid(
    `the MCP server "${missing.join('", "')}" is not defined`,
    `Define it under "mcpServers" in "${config.configFile}".`,
  );
}
