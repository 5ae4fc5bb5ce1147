/**
 * The provider contract: everything a package must say about one coding-agent CLI.
 *
 * A provider decides; the gateway acts. Every member maps plain data to plain data. A provider never
 * starts a process, never writes a file and keeps no state between calls, so whatever it decides can
 * be shown to a person before it happens, approved, recorded, and pinned in a snapshot test.
 *
 * This file holds types only. A provider imports it with `import type` and works without this package
 * at run time. Within one `apiVersion` the contract grows by optional members alone.
 */

import type { AgentEvent, FailureReason, JsonValue, ProcessFailure, Warning } from './agent-event.js';

export type {
  AgentEvent,
  FailureCode,
  FailureReason,
  JsonValue,
  ProcessFailure,
  StopReason,
  Usage,
  Warning,
} from './agent-event.js';

/** Sync or async, as suits the provider. */
export type MaybePromise<T> = T | Promise<T>;

/** One coding-agent CLI, described to the gateway. */
export interface Provider<Options = unknown> {
  /** The contract this provider implements. A breaking change is a new number, never an edit. */
  readonly apiVersion: 1;

  /**
   * Stable key in configuration, tool names and stored sessions: lower-case letters, digits and single
   * dashes, beginning with a letter, at most 24 characters. Dashes become `_` in tool names.
   */
  readonly id: string;

  /** The name shown to people. */
  readonly displayName: string;

  /** Which program to look for, and what to tell a person who does not have it. */
  readonly executable: ExecutableFacts;

  /** Facts that callers need before a run. The conformance kit verifies them. */
  readonly features: ProviderFeatures;

  /**
   * The request fields that only this CLI has, as a closed object schema. The gateway validates with it
   * and publishes its JSON Schema, so each field needs a short description.
   */
  readonly options: OptionsSchema<Options>;

  /**
   * What the provider's own fields ask for in the gateway's common terms, so that the permission ceiling,
   * sessions and rendering need no knowledge of any CLI. Absent: they ask for nothing.
   */
  interpretOptions?(options: Options): CommonTerms;

  /** Turns what the caller wants into what this CLI can do. Called only with intents that `features.sessions` allows. */
  resolveSession(intent: SessionIntent, context: ProviderContext): MaybePromise<SessionPlan>;

  /**
   * Builds the process to start. Pure: the same input gives the same command. The prompt goes to `stdin`
   * unless the CLI cannot read it, and is data: it must never be run as one of the CLI's own commands.
   * Nothing below the permission `full` may carry a flag that bypasses the CLI's own checks.
   */
  buildCommand(input: BuildInput<Options>): Command;

  /**
   * Maps lines of stdout (without their line ends) to events as they arrive. A line it does not know becomes
   * `raw`. It never throws, and it reads to the end of its input. `run` says what the run was asked to be, for CLIs whose
   * output means different things in a new and in a resumed conversation.
   */
  parseOutput(lines: AsyncIterable<string>, run?: RunFacts<Options>): AsyncIterable<AgentEvent>;

  /**
   * Names a run that failed. Total: whatever the input, it returns a reason or `undefined` ("no idea"; the
   * gateway then says `cli_error`). Asked only when the output held no `result` with a failure of its own.
   */
  explainFailure?(failure: ProcessFailure): FailureReason | undefined;

  /** Lists the CLI's models. The gateway caches the answer by CLI version. Absent: only configured models are known. */
  discoverModels?(context: ProviderContext): MaybePromise<ModelCatalog>;

  /**
   * Says how to bring the CLI to `target`, which is `latest`, another tag, or a version, and nothing else.
   * The gateway shows the plan, runs it when asked to, and verifies the version afterwards. Absent: not offered.
   */
  planUpgrade?(target: string, context: ProviderContext): MaybePromise<UpgradePlan>;

  /** The conversations on the CLI's own disk, newest first. Absent: only the gateway's own sessions are known. */
  listSessions?(context: ProviderContext): AsyncIterable<NativeSession>;

  /** Whether the CLI is logged in, as far as that can be known without calling a model. Absent: not known. */
  checkLogin?(context: ProviderContext): MaybePromise<LoginState>;

  /** Files that a finished run left behind and that must go, as data. Absent: nothing to tidy. */
  tidyUp?(run: FinishedRun, context: ProviderContext): MaybePromise<TidyPlan>;
}

/** The default export of a provider package. `settings` is the provider's own block of the config file. */
export type ProviderFactory = (settings?: JsonValue) => MaybePromise<Provider>;

export interface ExecutableFacts {
  /** Names to look for on PATH, in this order. */
  readonly names: readonly string[];
  /** The command that installs the CLI, shown when none of the names is found. */
  readonly installHint: string;
  /** The oldest version the provider's flags work with. An older one is refused as `cli_too_old`. */
  readonly minVersion?: string;
  /** Arguments that print the version. Default: `['--version']`. The first `1.2.3`-like text counts. */
  readonly versionArgs?: readonly string[];
  /** Absolute paths to try after PATH, `~` standing for the home folder, for installers that do not touch PATH. */
  readonly wellKnownPaths?: readonly string[];
  /**
   * Environment variables with which this CLI marks the processes it starts. The gateway removes every loaded
   * provider's markers from every child it starts, so that no CLI believes it runs inside another.
   */
  readonly environmentMarkers?: readonly string[];
  /** Where the CLI documents its flags. `doctor --drift` reads it and names each emitted flag that has vanished. */
  readonly help?: {
    /** Argument lists that print help, one for each command or sub-command that the provider uses. */
    readonly commands: readonly (readonly string[])[];
    /** Flags that work although no help text names them. */
    readonly hiddenFlags?: readonly string[];
  };
}

export interface ProviderFeatures {
  readonly sessions: {
    /** A conversation can be continued by its id. */
    readonly resume: boolean;
    /**
     * The CLI can find its latest conversation in a folder by itself. Used only when neither the gateway's record
     * nor `listSessions` knows one.
     */
    readonly latest: boolean;
    /** A conversation can be continued under a new id, leaving the old one as it was. */
    readonly fork: boolean;
  };
  /**
   * How finely output arrives: pieces of text, whole messages, or nothing before the end. With `none` the idle
   * time-out does not apply, because silence says nothing.
   */
  readonly streaming: 'token' | 'message' | 'none';
  /** The permission levels that the CLI can enforce, lowest first. A level that is missing is refused, never approximated. */
  readonly permissions: readonly [Permission, ...Permission[]];
  /** Values of the common field `effort`, lowest first. Absent: the field is not offered. */
  readonly efforts?: readonly string[];
}

/**
 * What the agent may do without asking anyone. `read-only`: look at files and answer. `edit`: also change files in
 * its folder. `full`: everything, unchecked.
 */
export type Permission = 'read-only' | 'edit' | 'full';

/** What provider-specific fields mean in common terms. */
export interface CommonTerms {
  /** The permission level that the fields ask for. It is held against the ceiling like the common field. */
  readonly permission?: Permission;
  /** True: the fields ask to continue the latest conversation. */
  readonly resumeLatest?: boolean;
  /** How the caller wants the answer: the text (default), one JSON object, or the CLI's own event lines. */
  readonly render?: 'answer' | 'json' | 'events';
  /** True: refuse the request when one of its `mcpServers` is not defined anywhere. */
  readonly requireMcpServers?: boolean;
  /** Tools that the fields allow or forbid, for the approval's score. `undefined`: not said. */
  readonly allowedTools?: readonly string[];
  readonly disallowedTools?: readonly string[];
}

/** Standard Schema with JSON Schema output. Zod (from 4.2), Valibot and ArkType all satisfy it. */
export interface OptionsSchema<Options> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => MaybePromise<ValidationOutcome<Options>>;
    readonly jsonSchema: { readonly input: (options: { readonly target: 'draft-2020-12' }) => Record<string, unknown> };
    readonly types?: { readonly input: unknown; readonly output: Options } | undefined;
  };
}

export type ValidationOutcome<Options> =
  | { readonly value: Options; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<ValidationIssue> };

export interface ValidationIssue {
  readonly message: string;
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;
}

/** The outside world, as far as a provider may see it. Injected, so that tests need no module mocks. */
export interface ProviderContext {
  /** The environment that the CLI would get. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
  /** The folder that the request is about. */
  readonly cwd: string;
  /** The CLI that was found. */
  readonly installation: Installation;
  readonly signal: AbortSignal;
  /** Runs a short read-only command of the CLI itself. It is stopped after 15 s and 4 MiB of output. */
  query(args: readonly string[], options?: { readonly stdin?: string }): Promise<QueryResult>;
  /** Reads a text file of the CLI's own, at most `maxBytes` (default 4 MiB) from its start. `undefined` when it is not there. */
  readTextFile(path: string, options?: { readonly maxBytes?: number }): Promise<string | undefined>;
  /** Lists a folder of the CLI's own, newest first. Empty when it is not there. */
  listFolder(path: string): Promise<readonly FolderEntry[]>;
}

export interface Installation {
  /** The executable as found, absolute. */
  readonly path: string;
  /** `path` with its symbolic links resolved. */
  readonly realPath: string;
  /** `1.2.3`, or `unknown` when the CLI did not say. */
  readonly version: string;
  /** How it seems to have been installed, judged by where it lies. */
  readonly method: InstallMethod;
}

export type InstallMethod = 'npm' | 'pnpm' | 'yarn' | 'bun' | 'homebrew' | 'other';

export interface QueryResult {
  readonly stdout: string;
  readonly stderr: string;
  /** `null` when the process ended by a signal or did not start. */
  readonly exitCode: number | null;
}

export interface FolderEntry {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
}

export type SessionIntent =
  /** `suggestedId` is a fresh UUID for CLIs that let the caller choose the id. */
  | { readonly kind: 'new'; readonly suggestedId: string }
  | { readonly kind: 'resume'; readonly id: string; readonly cwd: string }
  | { readonly kind: 'latest'; readonly cwd: string }
  | { readonly kind: 'fork'; readonly id: string; readonly cwd: string };

export interface SessionPlan {
  readonly kind: SessionIntent['kind'];
  /** The CLI's own id, where it is known before the run. Otherwise a `session` event must report it. */
  readonly nativeId?: string;
  /** Whatever else `buildCommand` needs, for example a file that holds the conversation. */
  readonly detail?: JsonValue;
  /** Set when the session cannot be had: nothing is started, and the caller gets this reason. */
  readonly failure?: FailureReason;
}

/** A conversation that lives on the CLI's own disk. */
export interface NativeSession {
  /** The id that `resume` takes. */
  readonly id: string;
  readonly cwd?: string;
  /** A short title or the first words, as the CLI shows it. */
  readonly title?: string;
  /** ISO 8601, UTC. */
  readonly updatedAt?: string;
  readonly model?: string;
}

export interface BuildInput<Options> {
  /** The CLI's executable, absolute. */
  readonly executable: string;
  /** The CLI's version, as `Installation.version`. */
  readonly version: string;
  readonly prompt: string;
  /** Absolute; the process starts there. */
  readonly cwd: string;
  readonly session: SessionPlan;
  /** The level to enforce, already held against the ceiling. It, and not the options, decides. */
  readonly permission: Permission;
  readonly model?: string;
  readonly effort?: string;
  /** The MCP servers that the agent may use. A name without a definition is one of the CLI's own. Absent: the caller said nothing. */
  readonly mcpServers?: readonly McpServerChoice[];
  /**
   * Whether the folder's own hooks, MCP servers and settings may run code. `untrusted` (the default) must be safe in
   * a clone of anybody's repository; `trusted` is the user's explicit word in the gateway's configuration.
   */
  readonly folderTrust: 'untrusted' | 'trusted';
  /** A private folder that exists before the process starts and is removed after it. `Command.files` are written there. */
  readonly scratchDir: string;
  readonly platform: NodeJS.Platform;
  readonly options: Options;
}

/** What a run was asked to be, as its command was built from it. */
export interface RunFacts<Options> {
  readonly session: SessionPlan;
  readonly options: Options;
}

export interface McpServerChoice {
  readonly name: string;
  readonly definition?: McpServerDefinition;
}

export type McpServerDefinition =
  | {
      readonly command: string;
      readonly args?: readonly string[] | undefined;
      readonly env?: Readonly<Record<string, string>> | undefined;
    }
  | { readonly url: string; readonly headers?: Readonly<Record<string, string>> | undefined };

/** A process to start: an argument list, never a shell line. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Written to the process as a file that ends. Absent: an empty one. */
  readonly stdin?: string;
  /** Added to the environment. `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Files to write before the start, mode 0600, by their name in `scratchDir`. */
  readonly files?: Readonly<Record<string, string>>;
  /** What this command could not honour, so that the caller hears of it. */
  readonly warnings?: readonly Warning[];
  /** What the CLI will take from the folder it runs in. Shown by a dry run. */
  readonly folder?: FolderPolicy;
}

/** What a run takes from the folder it runs in. */
export interface FolderPolicy {
  readonly hooks: 'used' | 'ignored';
  readonly mcpServers: 'used' | 'ignored';
  readonly settings: 'used' | 'ignored';
  /** Instruction files that become part of the prompt. They run nothing. */
  readonly instructions: 'used' | 'ignored';
}

export interface ModelCatalog {
  readonly models: readonly Model[];
  /** The model that the CLI uses when none is named, where it is known. */
  readonly defaultModel?: string;
}

export interface Model {
  /** What the caller passes as `model`. */
  readonly id: string;
  readonly label?: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly efforts?: readonly string[];
  /** `cli`: the installed CLI said so. `config`: its configuration names it. `static`: a list shipped in the package, which may be stale. */
  readonly source: 'cli' | 'config' | 'static';
}

export interface UpgradePlan {
  readonly strategy: 'self-update' | 'npm' | 'homebrew' | 'manual';
  /** To be run in this order; empty when only a person can do it. */
  readonly commands: readonly Command[];
  /** One or two sentences for a person. */
  readonly note?: string;
}

export interface LoginState {
  readonly state: 'logged-in' | 'logged-out' | 'unknown';
  /** How, without any secret: `API key in ANTHROPIC_API_KEY`, `subscription`. */
  readonly detail?: string;
  /** The next thing to type when logged out. */
  readonly hint?: string;
}

export interface FinishedRun {
  readonly cwd: string;
  readonly sessionId?: string;
  readonly resumed: boolean;
  readonly exitCode: number | null;
}

export interface TidyPlan {
  /** Absolute paths of files to remove. The gateway removes files only, and only below the user's home folder. */
  readonly removeFiles: readonly string[];
}
