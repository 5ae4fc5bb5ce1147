import type { Permission } from '../provider.js';

/** `legacy`: the request's fields pass as given. `mcp_managed`: it is scored, and a policy decides. */
export type ApprovalStrategy = 'legacy' | 'mcp_managed';

/** How much a request may score: `strict` 2, `balanced` 5, `permissive` 7. */
export type ApprovalPolicy = 'strict' | 'balanced' | 'permissive';

/** What a person said who was asked about a denial by score. `cancel`: nothing. */
export type PersonsAnswer = 'accept' | 'decline' | 'cancel';

/** A decision about a request. It grants what was asked, or nothing; it never grants more. */
export interface ApprovalDecision {
  readonly status: 'approved' | 'denied';
  readonly decidedBy: 'policy' | 'person';
  readonly policy: ApprovalPolicy;
  /** A hint made of words and fields. What an agent can do is limited by its permission alone. */
  readonly score: number;
  /** What the policy allows. */
  readonly maxScore: number;
  /** Each with its points: `+3 full permission …`. */
  readonly reasons: readonly string[];
  /** What keeps a review from being one. */
  readonly violations: readonly ReviewViolation[];
  /** What would lower the score, for the hint of a denial. */
  readonly remedies: readonly string[];
  /** Whether the request asks for a run without any check, and for one that changes files without asking. */
  readonly bypass: boolean;
  readonly fullAuto: boolean;
}

export type ReviewViolation = 'empty-allow-list' | 'reading-tools-forbidden' | 'told-not-to-use-tools';

/** A decision as it is recorded. Times are ISO 8601 in UTC. */
export interface ApprovalRecord extends Omit<ApprovalDecision, 'remedies'> {
  readonly id: string;
  readonly decidedAt: string;
  /** The id of the job, or of the refused request, that it was about. */
  readonly requestId: string;
  readonly provider: string;
  /** The tool that the request came by, as the reference product calls it. */
  readonly operation: string;
  readonly client?: string;
  /** What was asked, and granted where the status is `approved`. */
  readonly permission: Permission;
  readonly mcpServers: readonly string[];
  /** Gateways that the request has gone through, this one included. */
  readonly depth: number;
  readonly promptSha256: string;
  /** Redacted, and only with APPROVAL_LOG_PROMPTS=1. */
  readonly promptPreview?: string;
}
