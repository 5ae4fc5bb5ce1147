import { existsSync } from 'node:fs';
import { v7 as uuid } from 'uuid';
import { approve } from './approvals/approve.js';
import { depthOf } from './approvals/delegation-depth.js';
import { loadConfig } from './config/load-config.js';
import { loadProviders } from './discovery/load-providers.js';
import { isGatewayError, type GatewayError } from './errors.js';
import type { Gateway, GatewayOptions, RequestPlan, StartOptions } from './gateway.js';
import { readHealth } from './gateway-health.js';
import { findDriftOfAll, inspectGateway } from './inspect-gateway.js';
import { createJobEngine, type JobEngine } from './jobs/job-engine.js';
import { createJobs } from './jobs/jobs-of-gateway.js';
import { blankRow } from './jobs/new-row.js';
import { sweepNow } from './jobs/sweep-leftovers.js';
import { findInstallation } from './prepare/find-installation.js';
import { createModels } from './models/create-models.js';
import { observedModels } from './models/observed-models.js';
import { lookUp, prepareRequest, type Preparation, type Prepared } from './prepare/prepare-request.js';
import { createProviderContext } from './prepare/provider-context.js';
import { childEnvironment } from './process/child-environment.js';
import { rememberSecrets } from './recorder/known-secrets.js';
import { createRecorder } from './recorder/recorder-of-gateway.js';
import { redact } from './recorder/redact.js';
import type { GatewayRequest } from './request.js';
import type { Provider, ProviderContext } from './provider.js';
import { createSessions } from './sessions/sessions-of-gateway.js';
import { createUpgrades } from './upgrades/create-upgrades.js';
import { openStore, type Store } from './storage/store.js';

interface Parts {
  readonly store: Store;
  readonly engine: JobEngine;
}

/** Makes a gateway. It opens no database and starts no process before the first request needs one. */
export async function createGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const environment = options.environment ?? process.env;
  const config = loadConfig(environment, options.configFile);
  rememberSecrets(environment, config.mcpServers);
  const { providers, failures } =
    options.providers === undefined
      ? await loadProviders(config, options.hostManifest)
      : { providers: options.providers, failures: [] };

  let opening: Promise<Parts> | undefined;
  let closing: Promise<void> | undefined;
  const parts = (): Promise<Parts> => {
    opening ??= open();
    return opening;
  };
  async function contextOf(provider: Provider, cwd: string, signal?: AbortSignal): Promise<ProviderContext> {
    const env = childEnvironment(environment, providers);
    const installation = await findInstallation(provider, { config, environment, env, cwd });
    return createProviderContext({ installation, env, cwd, ...(signal === undefined ? {} : { signal }) });
  }
  async function open(): Promise<Parts> {
    const store = await openStore(config);
    const engine = await createJobEngine({
      config,
      store,
      providers,
      prepare: (request, jobId) =>
        prepareRequest(request, { ...preparation, sessions: async () => store.sessions }, jobId),
      contextOf,
    });
    return { store, engine };
  }

  /** The record if there is one: a question about models or versions makes no database. */
  async function existingStore(): Promise<Store | undefined> {
    const isThere = opening !== undefined || (config.databasePath !== undefined && existsSync(config.databasePath));
    return isThere ? (await parts()).store : undefined;
  }

  const models = createModels({
    config,
    environment,
    providers,
    async observed(provider) {
      const store = await existingStore();
      return store === undefined ? [] : observedModels(store.query, provider);
    },
  });
  const upgrades = createUpgrades({
    config,
    environment,
    providers,
    async countRunning(provider) {
      const underWay = (await (await existingStore())?.jobs.underWay()) ?? [];
      return underWay.filter((row) => row.provider === provider && row.status === 'running').length;
    },
  });
  const chosen = (id: string | undefined) => (id === undefined ? providers : [lookUp(id, preparation)]);

  const preparation: Preparation = {
    config,
    environment,
    providers,
    failures,
    sessions: async () => (await parts()).store.sessions,
    models,
    cwd: process.cwd(),
  };

  async function recordRefusal(
    request: GatewayRequest,
    error: GatewayError,
    { client, detached }: StartOptions,
    jobId: string,
  ): Promise<void> {
    const { store } = await parts();
    const now = new Date().toISOString();
    await store.jobs.insert({
      ...blankRow(request, { client, detached: detached ?? false, config }),
      id: jobId,
      depth: depthOf(environment),
      approval: error.approval === undefined ? null : JSON.stringify(error.approval),
      finished_at: now,
      duration_ms: 0,
      error_category: error.code,
      error_message: redact(error.message),
      error_hint: error.hint === undefined ? null : redact(error.hint),
      retryable: Number(error.retryable),
      retry_at: error.retryAt ?? null,
    });
  }

  return {
    providers,
    failures,
    maxPermission: config.maxPermission,
    databasePath: config.databasePath,
    plan: async (request) => planOf(await prepareRequest(request, preparation)),
    async start(request, startOptions = {}) {
      const jobId = uuid();
      const { store, engine } = await parts();
      let prepared: Prepared;
      try {
        prepared = await approve(await prepareRequest(request, preparation, jobId), {
          config,
          approvals: store.approvals,
          options: startOptions,
        });
      } catch (error) {
        if (isGatewayError(error)) await recordRefusal(request, error, startOptions, jobId);
        throw error;
      }
      return engine.start(prepared, startOptions);
    },
    jobs: createJobs({ config, providers, parts }),
    sessions: createSessions({
      providers,
      cwd: preparation.cwd,
      lookUp: (id) => lookUp(id, preparation),
      store: preparation.sessions,
      contextOf: (provider, signal) => contextOf(provider, preparation.cwd, signal),
    }),
    approvals: {
      list: async (filter = {}) => (await parts()).store.approvals.list(filter),
    },
    models: { list: async (id) => Promise.all(chosen(id).map((provider) => models.list(provider))) },
    recorder: createRecorder(config, async () => (await parts()).store),
    async health() {
      const { store, engine } = await parts();
      const isRecording = config.databasePath !== undefined;
      return readHealth({ providers, failures, store, isRecording, breakerState: (id) => engine.breakerState(id) });
    },
    versions: async (id, versionOptions) =>
      Promise.all(chosen(id).map((provider) => upgrades.version(provider, versionOptions))),
    upgrade: async (id, target = 'latest', upgradeOptions = {}) =>
      upgrades.upgrade(lookUp(id, preparation), target, upgradeOptions),
    inspect: () =>
      inspectGateway(preparation, {
        store: async () => (await parts()).store,
        // A gateway that has done nothing yet has seen no failures.
        breakerState: async (id) => (await opening)?.engine.breakerState(id) ?? 'closed',
      }),
    drift: () => findDriftOfAll(preparation),
    close() {
      closing ??= opening === undefined ? Promise.resolve() : opening.then(closeParts);
      return closing;
    },
  };
}

async function closeParts({ store, engine }: Parts): Promise<void> {
  await engine.close();
  await sweepNow();
  await store.close();
}

function planOf({
  provider,
  command,
  input,
  installation,
  timeoutMs,
  idleTimeoutMs,
  depth,
  approval,
  warnings,
}: Prepared): RequestPlan {
  return {
    provider: provider.id,
    command,
    cwd: input.cwd,
    session: input.session,
    permission: input.permission,
    installation,
    folderTrust: input.folderTrust,
    timeoutMs,
    depth,
    warnings,
    ...(approval === undefined ? {} : { approval }),
    ...(input.model === undefined ? {} : { model: input.model }),
    ...(command.folder === undefined ? {} : { folder: command.folder }),
    ...(idleTimeoutMs === undefined ? {} : { idleTimeoutMs }),
  };
}
