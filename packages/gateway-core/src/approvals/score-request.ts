import type { CommonTerms, McpServerChoice, Permission } from '../provider.js';
import type { ReviewViolation } from './approval.js';
import { reviewIntegrity } from './review-integrity.js';
import { sensitiveWords } from './sensitive-words.js';

export interface Scored {
  readonly prompt: string;
  /** Every permission level that a field of the request asks for. */
  readonly levels: ReadonlySet<Permission>;
  readonly mcpServers: readonly McpServerChoice[];
  readonly terms: CommonTerms;
  /** Points of MCP servers by name, as the user configured them. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface Score {
  readonly points: number;
  readonly reasons: readonly string[];
  readonly remedies: readonly string[];
  readonly violations: readonly ReviewViolation[];
  readonly bypass: boolean;
  readonly fullAuto: boolean;
}

interface Finding {
  readonly points: number;
  readonly reason: string;
  readonly remedy: string;
}

/** Adds up what a request asks for. Nothing is ever taken off: a restriction may be one on paper only. */
export function scoreRequest(request: Scored): Score {
  const bypass = request.levels.has('full');
  const fullAuto = request.levels.has('edit');
  const { isReview, violations, forbidden } = reviewIntegrity(request.prompt, request.terms);
  const findings = [
    ...permissionFindings(bypass, fullAuto),
    ...[...new Map(request.mcpServers.map((server) => [server.name, server])).values()].map((server) =>
      mcpServerFinding(server, request.weights),
    ),
    ...toolFindings({ isReview, violations, forbidden }),
    ...wordFindings(request.prompt),
    ...(violations.includes('told-not-to-use-tools') ? [TOLD_NOT_TO_LOOK] : []),
  ];
  const counted = findings.filter(({ points }) => points > 0);
  return {
    points: findings.reduce((sum, { points }) => sum + points, 0),
    reasons: findings.map(({ points, reason }) => `+${points} ${reason}`),
    remedies: counted.map(({ remedy }) => remedy),
    violations: isReview ? violations : [],
    bypass,
    fullAuto,
  };
}

function permissionFindings(bypass: boolean, fullAuto: boolean): readonly Finding[] {
  const lower = 'ask for a lower permission';
  return [
    ...(bypass ? [{ points: 3, reason: 'the permission "full" is asked: nothing is checked', remedy: lower }] : []),
    ...(fullAuto
      ? [{ points: 2, reason: 'the permission "edit" is asked: files change without a question', remedy: lower }]
      : []),
    ...(bypass && fullAuto
      ? [{ points: 2, reason: 'both are asked at once', remedy: 'ask for one permission, by one field' }]
      : []),
  ];
}

/** Those that the reference product knew. */
const KNOWN_WEIGHTS: Readonly<Record<string, number>> = { exa: 2, ref_tools: 1 };
const NETWORK_WEIGHT = 2;

function mcpServerFinding({ name, definition }: McpServerChoice, weights: Scored['weights']): Finding {
  const isRemote = definition !== undefined && 'url' in definition;
  const known = Object.hasOwn(KNOWN_WEIGHTS, name) ? KNOWN_WEIGHTS[name] : undefined;
  const points = (Object.hasOwn(weights, name) ? weights[name] : known) ?? (isRemote ? NETWORK_WEIGHT : 0);
  return {
    points,
    reason: `the MCP server "${name}" is asked${points === 0 ? ', which has no weight' : ''}`,
    remedy: `leave the MCP server "${name}" out`,
  };
}

function toolFindings({ isReview, violations, forbidden }: ReturnType<typeof reviewIntegrity>): readonly Finding[] {
  const faults = [
    ...(violations.includes('empty-allow-list') ? ['no tool is allowed'] : []),
    ...(forbidden.length > 0 ? [`${forbidden.join(', ')} may not be used`] : []),
  ];
  if (faults.length === 0) return [];
  const fault = faults.join(', and ');
  if (!isReview) return [{ points: 0, reason: fault, remedy: '' }];
  return [
    { points: 6, reason: `a review in which ${fault}`, remedy: 'let the reviewer use Read, Grep, Glob and Bash' },
  ];
}

function wordFindings(prompt: string): readonly Finding[] {
  const words = sensitiveWords(prompt);
  if (words.length === 0) return [];
  const reason = `the prompt speaks of destructive work or credentials (${words.join(', ')})`;
  return [{ points: 3, reason, remedy: 'leave destructive work and credentials out of the prompt' }];
}

const TOLD_NOT_TO_LOOK: Finding = {
  points: 4,
  reason: 'the prompt tells a reviewer not to use tools',
  remedy: 'let the reviewer look at what it reviews',
};
