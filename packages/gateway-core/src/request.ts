import type { ApprovalPolicy, ApprovalStrategy } from './approvals/approval.js';
import type { Permission } from './provider.js';

/** What a caller asks of one agent. The same for sync, async and dry runs. */
export interface GatewayRequest {
  /** The provider's id. */
  readonly provider: string;
  /** 1 to 100,000 characters (UTF-16 code units), without NUL. It is data: no CLI runs it as a command of its own. */
  readonly prompt: string;
  /** An alias or a literal model name; unknown names are passed on. Default: the configured one, else the CLI's own choice. */
  readonly model?: string;
  /** One of the provider's `features.efforts`. Default: the CLI's own choice. */
  readonly effort?: string;
  /** Continues exactly this conversation. Ids that begin with `gw-` are the gateway's own book-keeping and are refused. */
  readonly sessionId?: string;
  /** Continues the active or the latest conversation of this folder. Default: false. */
  readonly resumeLatest?: boolean;
  /** Never continues anything; wins over `resumeLatest`. Default: false. */
  readonly createNewSession?: boolean;
  /** With `sessionId` or `resumeLatest`: continues under a new id and leaves the old conversation as it was. Default: false. */
  readonly fork?: boolean;
  /** Absolute folder to work in. Default: the gateway's own working directory. */
  readonly cwd?: string;
  /** Default: the lowest level that the provider declares. Never above the configured ceiling. */
  readonly permission?: Permission;
  /** Absolute cap on the run, milliseconds. Default: the configured one (2 h). */
  readonly timeoutMs?: number;
  /** Cap on silence, milliseconds, 30,000 to 3,600,000. Default: the configured one (10 min). */
  readonly idleTimeoutMs?: number;
  /** Names of MCP servers that the agent may use. Default: none but what the CLI brings. */
  readonly mcpServers?: readonly string[];
  /** The caller's own name for this request. Default: a new UUID. A second use never touches the first one's record. */
  readonly correlationId?: string;
  /** `mcp_managed`: the request is scored, and started only where the policy or a person approves. Default: `legacy`. */
  readonly approvalStrategy?: ApprovalStrategy;
  /** Default: the configured one (`balanced`). */
  readonly approvalPolicy?: ApprovalPolicy;
  /** Starts a new run although an equal one is running or has just finished. Default: false. */
  readonly forceRefresh?: boolean;
  /** The fields that only this provider has; validated by its own schema. */
  readonly options?: Readonly<Record<string, unknown>>;
}
