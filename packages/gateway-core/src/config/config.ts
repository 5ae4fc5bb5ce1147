import type { ApprovalPolicy } from '../approvals/approval.js';
import type { JsonValue, McpServerDefinition, Permission } from '../provider.js';

/** Everything that can be set, validated, with its defaults filled in. Durations are milliseconds, sizes bytes. */
export interface Config {
  /** Folder of everything the gateway keeps; mode 0700. */
  readonly home: string;
  /** `undefined`: recording is off. */
  readonly databasePath: string | undefined;
  /** The configuration file that was read, or would have been. */
  readonly configFile: string;
  readonly providers: readonly ProviderEntry[];
  readonly disabledProviders: readonly string[];
  /** Only these ids are used, when set. */
  readonly onlyProviders: readonly string[] | undefined;
  /** Absolute paths of executables by provider id; they win over PATH. */
  readonly executables: Readonly<Record<string, string>>;
  /** Folders whose own hooks, MCP servers and settings may run code; what lies below them counts too. */
  readonly trustedFolders: readonly string[];
  /** No request gets more than this, whatever it asks. */
  readonly maxPermission: Permission;
  /** The policy of requests that ask for an approval and name none. */
  readonly approvalPolicy: ApprovalPolicy;
  /** What an MCP server adds to the score of a request that names it. */
  readonly mcpServerWeights: Readonly<Record<string, number>>;
  /** Whether the record of an approval holds the first words of the prompt, redacted. */
  readonly logApprovalPrompts: boolean;
  /** How many agents may ask each other in a chain. */
  readonly maxDepth: number;
  /** MCP servers that a request can name for its agent. */
  readonly mcpServers: Readonly<Record<string, McpServerDefinition>>;
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly outputCapBytes: number;
  readonly sessionTtlMs: number;
  readonly jobRetentionMs: number;
  /** What of prompts and answers is recorded. `none`: hashes only. */
  readonly recordPrompts: 'redacted' | 'none';
  readonly dedupWindowMs: number;
  /** How often a failed run is tried again where that is safe, and the first wait before it. */
  readonly retries: number;
  readonly retryDelayMs: number;
  /** Runs at once over all gateways of this machine, and for one provider. */
  readonly maxRunning: number;
  readonly maxRunningPerProvider: number;
  readonly maxQueued: number;
}

export interface ProviderEntry {
  /** A package name, or an absolute path of a package's folder. */
  readonly package: string;
  readonly settings?: JsonValue | undefined;
}
