import type { Gateway, Inspection, ProviderInspection } from '@llm-gateway/core';
import { readVersion } from '../read-version.js';
import { describeDrift, hasDrifted } from './describe-drift.js';
import { writeDoctorReport } from './doctor-report.js';
import type { Terminal } from './terminal.js';

export interface DoctorOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly manifest: URL;
  readonly json?: boolean;
  /** Compare what is sent to each CLI with what its own help accepts. */
  readonly drift?: boolean;
}

/** `llm-gateway doctor`: what is ready, what is not, and what to type. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const { gateway, terminal, manifest, json } = options;
  const drift = options.drift ? await gateway.drift() : undefined;
  if (drift !== undefined && !json) {
    terminal.print(describeDrift(drift, terminal));
    return hasDrifted(drift) ? 1 : 0;
  }
  const inspection = await gateway.inspect();
  const version = readVersion(manifest);
  const healthy = isHealthy(inspection) && (drift === undefined || !hasDrifted(drift));
  terminal.print(
    json
      ? `${JSON.stringify(writeDoctorReport({ version, healthy, inspection, drift }), undefined, 2)}\n`
      : describeInspection(inspection, { version, style: terminal.style }),
  );
  return healthy ? 0 : 1;
}

/** Whether somebody can be asked and nothing of ours is broken. A CLI that is not installed is no fault. */
export function isHealthy({ providers, failures, database }: Inspection): boolean {
  const hasAgent = providers.some((provider) => stateOf(provider) !== 'missing');
  return hasAgent && failures.length === 0 && database.state !== 'broken';
}

export function describeInspection(
  inspection: Inspection,
  { version, style }: Pick<Terminal, 'style'> & { version: string },
): string {
  const { providers, failures, node, platform, home } = inspection;
  const ready = providers.filter((provider) => stateOf(provider) === 'ready');
  const width = Math.max(0, ...providers.map(({ displayName }) => displayName.length));
  return [
    style('bold', summary(ready, providers)),
    ...(providers.length + failures.length === 0 ? [] : ['']),
    ...providers.flatMap((provider) => describeProvider(provider, { width, style })),
    ...failures.flatMap(({ package: name, message, hint }) => [
      `${style('red', '✗')} ${name}  ${message}`,
      ...(hint === undefined ? [] : [`  ${style('dim', hint)}`]),
    ]),
    '',
    `Record    ${describeDatabase(inspection.database)}`,
    `Folder    ${home}`,
    ...describeSearch(providers),
    `Versions  llm-gateway ${version}, Node.js ${node}, ${platform}`,
    ...(ready[0] === undefined ? [] : ['', `Try it:   llm-gateway ask ${ready[0].id} "What does this project do?"`]),
    '',
  ].join('\n');
}

type State = 'ready' | 'unsure' | 'missing';

function stateOf({ installation, login, problem }: ProviderInspection): State {
  if (installation === undefined || problem !== undefined) return 'missing';
  return login?.state === 'logged-out' ? 'unsure' : 'ready';
}

function summary(ready: readonly ProviderInspection[], all: readonly ProviderInspection[]): string {
  if (all.length === 0) return 'No provider is loaded.';
  if (ready.length === 0) return `None of ${all.length} agents is ready.`;
  return `${ready.length} of ${all.length} agents ready: ${ready.map(({ displayName }) => displayName).join(', ')}.`;
}

const MARKS = { ready: ['green', '✓'], unsure: ['yellow', '!'], missing: ['red', '✗'] } as const;

function describeProvider(
  provider: ProviderInspection,
  { width, style }: Pick<Terminal, 'style'> & { width: number },
): readonly string[] {
  const { displayName, id, installation, login, problem } = provider;
  const [color, mark] = MARKS[stateOf(provider)];
  const facts = [
    ...(installation === undefined ? [] : [installation.version, describeLogin(login), installation.path]),
    ...(problem === undefined ? [] : [problem]),
  ];
  const hint = provider.hint ?? login?.hint;
  return [
    `${style(color, mark)} ${displayName.padEnd(width)}  ${style('dim', id)}  ${facts.join('  ')}`,
    ...(hint === undefined || stateOf(provider) === 'ready' ? [] : [`  ${style('dim', hint)}`]),
  ];
}

/** Where a person would have to put a CLI that was not found. */
function describeSearch(providers: readonly ProviderInspection[]): readonly string[] {
  const missing = providers.filter(({ installation }) => installation === undefined);
  const folders = new Set(missing.flatMap(({ searched }) => searched));
  return folders.size === 0 ? [] : [`Searched  ${[...folders].join(', ')}`];
}

function describeLogin(login: ProviderInspection['login']): string {
  if (login === undefined || login.state === 'unknown') return 'login not known';
  const state = login.state === 'logged-in' ? 'logged in' : 'logged out';
  return login.detail === undefined ? state : `${state} (${login.detail})`;
}

function describeDatabase({ path, state, message, requests }: Inspection['database']): string {
  switch (state) {
    case 'off':
      return 'off';
    case 'not-created':
      return `${path} (made with the first request)`;
    case 'ok':
      return `${path} (${requests ?? 0} requests)`;
    case 'broken':
      return `${path} is broken: ${message ?? 'no reason known'}`;
    default:
      return state satisfies never;
  }
}
