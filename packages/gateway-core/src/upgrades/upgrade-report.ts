import type { Command, InstallMethod, UpgradePlan } from '../provider.js';

/** What is installed of a provider's CLI. */
export interface CliVersion {
  readonly provider: string;
  readonly displayName: string;
  readonly installed: boolean;
  /** `unknown`: it is there and did not say. */
  readonly version?: string;
  readonly path?: string;
  /** `path` with its symbolic links resolved. */
  readonly realPath?: string;
  readonly installMethod?: InstallMethod;
  /** The newest one published. Absent: not known. */
  readonly newest?: string;
  /** `unknown`: the registry was not asked, or gave no answer in time. */
  readonly updateAvailable: 'yes' | 'no' | 'unknown';
  /** Whether the gateway can say how to upgrade it. */
  readonly canUpgrade: boolean;
  /** What keeps the CLI from working, and what to type. */
  readonly problem?: string;
  readonly hint?: string;
  /** The upgrade that is under way, or the last one that was run. */
  readonly lastUpgrade?: UpgradeReport;
}

export interface UpgradeOptions {
  /** Only say what would be run. Default: true. */
  readonly dryRun?: boolean;
  /** Cap on all commands together, milliseconds. Default: 600,000. */
  readonly timeoutMs?: number;
  /** What the commands print, as they print it. Must not throw. */
  readonly onOutput?: (text: string) => void;
  /** Stops the commands. What they have done by then stays done. */
  readonly signal?: AbortSignal;
}

/** What an upgrade would do, or what came of it. */
export interface UpgradeReport {
  readonly provider: string;
  readonly displayName: string;
  readonly target: string;
  /**
   * `planned`: nothing was run. `manual`: only a person can do it; `note` says how. `running`: under way. `upgraded`,
   * `unchanged`: the commands ended well. `failed`: they did not, or another version came of it; the CLI still answers.
   * `broken`: the CLI does not answer any more. `interrupted`: its gateway ended before the end.
   */
  readonly status: UpgradeStatus;
  readonly message: string;
  /** The next thing to type. After `broken` it is the way back. */
  readonly hint?: string;
  readonly path: string;
  readonly installMethod: InstallMethod;
  /** The version before, and the one that the CLI itself told afterwards. */
  readonly from: string;
  readonly to?: string;
  readonly strategy: UpgradePlan['strategy'];
  readonly commands: readonly PlannedCommand[];
  readonly note?: string;
  /** What brings the version before back. Empty: not known. */
  readonly wayBack: readonly PlannedCommand[];
  readonly warnings: readonly string[];
  readonly startedAt?: string;
  readonly durationMs?: number;
  /** Of the last command that ran. `null`: it was stopped, or did not start. */
  readonly exitCode?: number | null;
  /** The end of what the commands printed, without secrets. */
  readonly output?: string;
}

export type UpgradeStatus =
  | 'planned'
  | 'manual'
  | 'running'
  | 'upgraded'
  | 'unchanged'
  | 'failed'
  | 'broken'
  | 'interrupted';

export type PlannedCommand = Pick<Command, 'file' | 'args' | 'env'>;
