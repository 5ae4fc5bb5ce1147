import { GatewayError } from '../errors.js';
import type { Provider } from '../provider.js';
import type { ApprovalDecision, ApprovalPolicy, PersonsAnswer } from './approval.js';
import { scoreRequest, type Scored } from './score-request.js';

const MAX_SCORES: Readonly<Record<ApprovalPolicy, number>> = { strict: 2, balanced: 5, permissive: 7 };

/** What a policy says about a request. */
export function decideApproval(policy: ApprovalPolicy, request: Scored): ApprovalDecision {
  const { points: score, ...findings } = scoreRequest(request);
  const maxScore = MAX_SCORES[policy];
  return {
    status: score > maxScore ? 'denied' : 'approved',
    decidedBy: 'policy',
    policy,
    score,
    maxScore,
    ...findings,
    remedies: [...new Set(findings.remedies)],
  };
}

/** A person's word on what the policy denied. What it approved needs none. */
export function withAnswer(decision: ApprovalDecision, answer: PersonsAnswer | undefined): ApprovalDecision {
  if (answer === undefined || decision.status === 'approved') return decision;
  return { ...decision, decidedBy: 'person', status: answer === 'accept' ? 'approved' : 'denied' };
}

/** The refusal of a denied request: why, and what to change. */
export function approvalDenied(provider: Provider, decision: ApprovalDecision, answer?: PersonsAnswer): GatewayError {
  const { policy, score, maxScore, reasons, remedies } = decision;
  const who =
    decision.decidedBy === 'policy'
      ? ''
      : answer === 'decline'
        ? ' The person who was asked declined.'
        : ' The person who was asked gave no answer.';
  const message =
    `The request scores ${score}, and the approval policy "${policy}" allows ${maxScore}: ` +
    `${reasons.filter((reason) => !reason.startsWith('+0')).join('; ')}.${who}`;
  return new GatewayError('approval_denied', message, {
    provider: provider.id,
    approval: decision,
    hint: `${remedies.join('; ').replace(/^./, (letter) => letter.toUpperCase())}.`,
  });
}
