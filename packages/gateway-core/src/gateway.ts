import type { DriftReport } from './drift/find-drift.js';
import type { ApprovalDecision, ApprovalRecord, PersonsAnswer } from './approvals/approval.js';
import type { GatewayError } from './errors.js';
import type { ProcessHealth } from './jobs/process-health.js';
import type { Job, JobResult, JobStatus } from './jobs/job.js';
import type {
  AgentEvent,
  Command,
  FolderPolicy,
  Installation,
  LoginState,
  Permission,
  Provider,
  SessionPlan,
  Warning,
} from './provider.js';
import type { ProviderModels } from './models/provider-models.js';
import type { CliVersion, UpgradeOptions, UpgradeReport } from './upgrades/upgrade-report.js';
import type { Recorder } from './recorder/recorder-of-gateway.js';
import type { GatewayHealth } from './gateway-health.js';
import type { GatewayRequest } from './request.js';
import type { Session, SessionOnDisk } from './sessions/session.js';

/** Everything the library can do. Made by `createGateway`; must be closed. */
export interface Gateway {
  /** The providers that loaded, in the order of discovery. */
  readonly providers: readonly Provider[];
  /** The provider packages that did not load, and why. */
  readonly failures: readonly ProviderLoadFailure[];
  /** The ceiling: no request gets more than this. */
  readonly maxPermission: Permission;
  /** Where the record lies. `undefined` when recording is off. */
  readonly databasePath: string | undefined;

  /** Works out what a request would do, and starts nothing. Throws a `GatewayError` where the request would be refused. */
  plan(request: GatewayRequest): Promise<RequestPlan>;

  /**
   * Starts a request and resolves as soon as its job exists, queued or running. Throws a `GatewayError`, and records
   * it, when the request is refused before anything starts.
   */
  start(request: GatewayRequest, options?: StartOptions): Promise<StartedJob>;

  readonly jobs: Jobs;
  readonly sessions: Sessions;
  readonly approvals: Approvals;
  readonly recorder: Recorder;
  readonly models: Models;

  /**
   * What is installed of every provider's CLI, or of the one that is named. What is newer is asked of the registry with
   * a short time-out (`checkNewest: false`: not at all). Throws `provider_not_found`.
   */
  versions(provider?: string, options?: { readonly checkNewest?: boolean }): Promise<readonly CliVersion[]>;

  /**
   * Says how a CLI would be brought to a version or a tag (default: `latest`). With `dryRun: false` it is done, one at a
   * time on this machine, and the CLI is asked for its version afterwards. A failure of the commands is in the report;
   * what keeps them from starting is thrown.
   */
  upgrade(provider: string, target?: string, options?: UpgradeOptions): Promise<UpgradeReport>;

  /** Whether requests can be expected to work, from what is known already: no process is started for it. */
  health(): Promise<GatewayHealth>;

  /** Looks at every provider, its CLI, its login and the database, without calling a model. */
  inspect(): Promise<Inspection>;

  /** Compares what each provider can emit with what the installed CLI's own help accepts, without calling a model. */
  drift(): Promise<readonly DriftReport[]>;

  /** Stops what must not outlive the gateway (jobs started with `detached: false`), then closes the database. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  /** Exactly these providers; nothing is discovered and no configuration file names a package. */
  readonly providers?: readonly Provider[];
  /** Path of a `package.json` whose dependencies hold providers, by their names. Ignored when `providers` is given. */
  readonly hostManifest?: string;
  /** Path of the configuration file. Default: `LLM_GATEWAY_CONFIG`, then `config.json` in the data folder. */
  readonly configFile?: string;
  /** Default: `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface StartOptions {
  /** True: the job goes on when this gateway closes. Default: false. */
  readonly detached?: boolean;
  /** Who asks, for the record: an MCP client's name, or `cli`. */
  readonly client?: string;
  /** Called for each event, in order, until the job has ended. Must not throw. */
  readonly onEvent?: (event: AgentEvent) => void;
  /** What the person said who was asked about a denial by score. Without a denial it changes nothing. */
  readonly personSaid?: PersonsAnswer;
}

export interface StartedJob {
  readonly id: string;
  /** Set when the request joined a running twin or was given a finished one's answer. */
  readonly deduplicated?: { readonly from: string; readonly ageMs: number };
  /** Resolves when the job has ended, however. Never rejects. */
  readonly ended: Promise<Job>;
  /** From now on the job goes on when this gateway closes, as with `detached: true`. */
  detach(): void;
}

export interface Jobs {
  get(id: string): Promise<Job | undefined>;
  /** Newest first. */
  list(filter?: JobFilter): Promise<readonly Job[]>;
  /** Resolves when the job has ended or `ms` have passed, whichever is first. Throws `job_not_found`. */
  wait(id: string, ms: number): Promise<Job>;
  /** A page of the answer; with `waitMs` waits that long for the end first. Throws `job_not_found`. */
  result(id: string, page?: PageRequest): Promise<JobResult>;
  /** The raw output of the CLI, for a person. Throws `job_not_found`. */
  output(id: string, stream: 'stdout' | 'stderr', page?: PageRequest): Promise<OutputPage>;
  /** What the agent does, from the beginning to the job's end, whichever gateway runs it. Throws `job_not_found`. */
  follow(id: string): AsyncIterable<AgentEvent>;
  /** Stops a job of any gateway on this machine and resolves when its tree is gone. `false`: it had already ended. Throws `job_not_found`. */
  cancel(id: string): Promise<boolean>;
  /** What the jobs under way cost this machine, whichever gateway runs them. */
  health(): Promise<ProcessHealth>;
  /** Removes what is older than the retention. Done by itself every hour. Resolves with the number of requests that went. */
  cleanUp(): Promise<number>;
}

export interface JobFilter {
  readonly provider?: string;
  readonly status?: JobStatus;
  /** Default 50. */
  readonly limit?: number;
}

export interface PageRequest {
  /** Bytes of UTF-8 to skip; 0 or the `nextOffset` of the page before. In the middle of a character it moves to the next. Default 0. */
  readonly offset?: number;
  /** At most this many characters (UTF-16 code units). Default 10,000. */
  readonly maxChars?: number;
  /** Default 0. */
  readonly waitMs?: number;
}

export interface OutputPage {
  readonly text: string;
  readonly totalBytes: number;
  /** The `offset` of the next page. Absent on the last page. */
  readonly nextOffset?: number;
}

export interface Sessions {
  /** Most recently used first; 50 of them, unless said otherwise. */
  list(filter?: { readonly provider?: string; readonly limit?: number }): Promise<readonly Session[]>;
  /** How many there are, listed or not. */
  count(provider?: string): Promise<number>;
  /** By the CLI's own id, or by the `gw-…` id that it was announced under. */
  get(id: string): Promise<Session | undefined>;
  /** Conversations on the CLIs' own disks that are not in the record: the newest, or the one with this id. */
  onDisk(filter?: {
    readonly provider?: string;
    readonly id?: string;
    readonly limit?: number;
  }): Promise<readonly SessionOnDisk[]>;
  /** The active session's id of each provider that has one. */
  active(): Promise<Readonly<Record<string, string>>>;
  /**
   * Announces a conversation. While it is the active one, the next new conversation of its provider in its folder
   * becomes it and takes over its description. Until then it cannot be resumed. Throws `provider_not_found`.
   */
  create(session: {
    readonly provider: string;
    /** Default: a generic one. */
    readonly description?: string;
    /** Default: the gateway's own working directory. */
    readonly cwd?: string;
    /** Default: true. */
    readonly setAsActive?: boolean;
  }): Promise<Session>;
  /**
   * Chooses what continuing the latest conversation means, in every folder, until somebody says otherwise; `null`: the
   * last used one of each folder again. Takes ids of the CLI's own disk, too. Throws `session_not_found`.
   */
  setActive(provider: string, sessionId: string | null): Promise<Session | undefined>;
  /** Forgets a session; the CLI's own files stay. `false`: there was none. */
  delete(id: string): Promise<boolean>;
  /** Forgets all sessions, or those of one provider, and returns how many there were. */
  clear(provider?: string): Promise<number>;
}

export interface Approvals {
  /** Newest first; 50 of them, unless said otherwise. */
  list(filter?: { readonly provider?: string; readonly limit?: number }): Promise<readonly ApprovalRecord[]>;
}

export interface Models {
  /**
   * The models of every provider, or of the one that is named: by the environment, the CLI's configuration, the CLI
   * itself, the record, and what is shipped. Asks each CLI, without calling a model. Throws `provider_not_found`.
   */
  list(provider?: string): Promise<readonly ProviderModels[]>;
}

/** What a request would do. */
export interface RequestPlan {
  readonly provider: string;
  readonly command: Command;
  readonly cwd: string;
  readonly session: SessionPlan;
  readonly permission: Permission;
  readonly installation: Installation;
  readonly model?: string;
  /** What the run takes from the folder it runs in. */
  readonly folder?: FolderPolicy;
  readonly folderTrust: 'untrusted' | 'trusted';
  readonly timeoutMs: number;
  readonly idleTimeoutMs?: number;
  /** Gateways that the request has gone through, this one included. */
  readonly depth: number;
  /** What the policy says, where the request asks for an approval. A denial is shown here, and not thrown. */
  readonly approval?: ApprovalDecision;
  readonly warnings: readonly Warning[];
}

export interface ProviderLoadFailure {
  /** The package's name, or the path it was to be loaded from. */
  readonly package: string;
  readonly error: GatewayError;
}

export interface Inspection {
  readonly node: string;
  readonly platform: string;
  readonly home: string;
  readonly database: {
    readonly path: string | undefined;
    readonly state: 'ok' | 'not-created' | 'off' | 'broken';
    readonly message?: string;
    readonly requests?: number;
  };
  readonly providers: readonly ProviderInspection[];
  readonly failures: readonly {
    readonly package: string;
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
  }[];
}

export interface ProviderInspection {
  readonly id: string;
  readonly displayName: string;
  /** Absent: the CLI was not found. */
  readonly installation?: Installation;
  readonly login?: LoginState;
  /** What keeps the provider from working, as a sentence. */
  readonly problem?: string;
  readonly hint?: string;
  readonly permissions: readonly Permission[];
  readonly sessions: Provider['features']['sessions'];
  /** `open`: its service failed several times in a row in this gateway, and is left alone for a while. */
  readonly breaker: 'closed' | 'open' | 'half-open';
  /** The folders that were searched for the CLI. */
  readonly searched: readonly string[];
}
