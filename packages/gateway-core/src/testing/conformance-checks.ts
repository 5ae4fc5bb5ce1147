import { fileURLToPath } from 'node:url';
import type { Provider, ProviderContext } from '../provider.js';
import type { Check } from './check.js';
import { commandChecks } from './checks/command.js';
import { discoveryChecks } from './checks/discovery.js';
import { failureChecks } from './checks/failures.js';
import { identityChecks } from './checks/identity.js';
import { optionChecks } from './checks/options.js';
import { chunkChecks } from './checks/chunks.js';
import { noiseChecks } from './checks/noise.js';
import { outputChecks } from './checks/output.js';
import { packageChecks } from './checks/package.js';
import { permissionChecks } from './checks/permissions.js';
import { promptChecks } from './checks/prompts.js';
import { sessionChecks } from './checks/sessions.js';
import { streamChecks } from './checks/streams.js';
import { upgradeChecks } from './checks/upgrades.js';
import type { Fixture } from './fixtures-in.js';
import { testContext } from './test-context.js';

export interface ConformanceGiven {
  /** Recorded runs, at least one of them successful. `fixturesIn` reads a folder of them. */
  readonly fixtures: readonly Fixture[];
  /** The world that the provider sees. Default: `testContext()`, in which nothing is there. */
  readonly context?: ProviderContext;
  /** The id of a conversation that `context` knows, for providers that look it up. Default: any UUID. */
  readonly sessionId?: string;
  /** What a caller may write as the provider's own options. Default: none of them. */
  readonly validOptions?: unknown;
  /** The folder of the package's `package.json`. Absent: the package itself is not looked at. */
  readonly packageDir?: string | URL;
  /** Checks that this provider cannot pass, and why. */
  readonly skip?: readonly SkippedCheck[];
}

export interface SkippedCheck {
  /** The check's name. One that does not exist is an error. */
  readonly check: string;
  /** Why its users need not mind. */
  readonly reason: string;
}

/** One claim about a provider. */
export interface ConformanceCheck {
  readonly name: string;
  /** Rejects with a sentence that says what is wrong. */
  run(): Promise<void>;
}

/** What every provider must hold to, as checks for any test runner. Those about members that the provider lacks are left out. */
export function conformanceChecks(provider: Provider, given: ConformanceGiven): readonly ConformanceCheck[] {
  const {
    fixtures,
    context = testContext(),
    sessionId = ANY_SESSION,
    validOptions = {},
    packageDir,
    skip = [],
  } = given;
  const subject = {
    provider,
    fixtures,
    context,
    sessionId,
    validOptions,
    ...(packageDir !== undefined && { packageDir: pathOf(packageDir) }),
  };
  assertKnown(skip);
  const skipped = new Set(skip.map(({ check }) => check));
  return checks
    .filter(({ name, applies }) => !skipped.has(name) && (applies?.(subject) ?? true))
    .map(({ name, run }) => ({ name, run: async () => run(subject) }));
}

const ANY_SESSION = '5f0c9e4e-6a0b-4b6e-9a63-0d1f7f6f2b11';

const checks: readonly Check[] = [
  ...identityChecks,
  ...optionChecks,
  ...commandChecks,
  ...promptChecks,
  ...sessionChecks,
  ...permissionChecks,
  ...outputChecks,
  ...streamChecks,
  ...noiseChecks,
  ...failureChecks,
  ...upgradeChecks,
  ...discoveryChecks,
  ...packageChecks,
  ...chunkChecks,
];

function assertKnown(skip: readonly SkippedCheck[]): void {
  for (const { check, reason } of skip) {
    if (!checks.some(({ name }) => name === check)) throw new Error(`There is no check "${check}" to skip.`);
    if (reason.trim() === '') throw new Error(`Skipping "${check}" needs a reason.`);
  }
}

function pathOf(folder: string | URL): string {
  return typeof folder === 'string' ? folder : fileURLToPath(folder);
}
