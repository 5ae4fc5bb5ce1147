import { existsSync } from 'node:fs';
import { findDrift, type DriftReport } from './drift/find-drift.js';
import { isGatewayError } from './errors.js';
import type { Inspection, ProviderInspection } from './gateway.js';
import { findInstallation, searchedFor } from './prepare/find-installation.js';
import type { Preparation } from './prepare/prepare-request.js';
import { createProviderContext } from './prepare/provider-context.js';
import { childEnvironment } from './process/child-environment.js';
import type { LoginState, Provider, ProviderContext } from './provider.js';
import type { BreakerState } from './resilience/carry-with-retries.js';
import type { Store } from './storage/store.js';

interface Sources {
  store(): Promise<Store>;
  breakerState(providerId: string): Promise<BreakerState>;
}

/** Looks at everything a request would need, without calling a model. */
export async function inspectGateway(preparation: Preparation, sources: Sources): Promise<Inspection> {
  const { config, providers, failures } = preparation;
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    home: config.home,
    database: await inspectDatabase(config.databasePath, sources.store),
    providers: await Promise.all(providers.map((provider) => inspectProvider(provider, preparation, sources))),
    failures: failures.map(({ package: name, error }) => ({
      package: name,
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    })),
  };
}

async function inspectDatabase(path: string | undefined, store: () => Promise<Store>): Promise<Inspection['database']> {
  if (path === undefined) return { path, state: 'off' };
  if (!existsSync(path)) return { path, state: 'not-created' };
  const { problem, jobs } = await store();
  return problem === undefined
    ? { path, state: 'ok', requests: await jobs.count() }
    : { path, state: 'broken', message: problem };
}

async function inspectProvider(
  provider: Provider,
  preparation: Preparation,
  { breakerState }: Sources,
): Promise<ProviderInspection> {
  const { config, environment, providers, cwd } = preparation;
  const facts = {
    id: provider.id,
    displayName: provider.displayName,
    permissions: provider.features.permissions,
    sessions: provider.features.sessions,
    breaker: await breakerState(provider.id),
    searched: searchedFor(provider, config, environment),
  };
  const env = childEnvironment(environment, providers);
  try {
    const installation = await findInstallation(provider, { config, environment, env, cwd });
    const login = await askLogin(provider, createProviderContext({ installation, env, cwd }));
    return { ...facts, installation, ...(login === undefined ? {} : { login }) };
  } catch (error) {
    if (!isGatewayError(error)) throw error;
    return { ...facts, problem: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  }
}

async function askLogin(provider: Provider, context: ProviderContext): Promise<LoginState | undefined> {
  try {
    return await provider.checkLogin?.(context);
  } catch {
    return { state: 'unknown' }; // The contract forbids it; one provider must not spoil the report.
  }
}

/** How far each provider and its installed CLI have grown apart. */
export function findDriftOfAll(preparation: Preparation): Promise<readonly DriftReport[]> {
  const { config, environment, providers, cwd } = preparation;
  const env = childEnvironment(environment, providers);
  return Promise.all(
    providers.map(async (provider) => {
      try {
        const installation = await findInstallation(provider, { config, environment, env, cwd });
        return await findDrift(provider, installation, createProviderContext({ installation, env, cwd }));
      } catch (error) {
        if (!isGatewayError(error)) throw error;
        return {
          provider: provider.id,
          displayName: provider.displayName,
          flags: 0,
          vanished: [],
          problem: error.message,
        };
      }
    }),
  );
}
