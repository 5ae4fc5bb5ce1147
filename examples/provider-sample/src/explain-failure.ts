import type { FailureCode, FailureReason, ProcessFailure } from '@llm-gateway/core/provider';

/** Names a run that ended without saying why on stdout. */
export function explainFailure({ stderr }: ProcessFailure): FailureReason | undefined {
  const code = /^sample-agent: error (\w+)$/m.exec(stderr)?.[1];
  return code === undefined ? undefined : failureOf(code, {});
}

/** The CLI's own code, in words for a person. */
export function failureOf(
  code: string | undefined,
  { retryAfterMs }: { retryAfterMs?: number | undefined },
): FailureReason {
  const reason = reasons.find((candidate) => candidate.code === code) ?? unknownReason;
  return { ...reason, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

const unknownReason: FailureReason = { code: 'cli_error', message: 'The sample agent reported an error.' };

const reasons: readonly FailureReason[] = [
  { code: 'auth_required', message: 'The sample agent is not logged in.', hint: 'Unset `SAMPLE_AGENT_LOGGED_OUT`.' },
  { code: 'rate_limited', message: 'The sample agent was told to be rate limited.' },
  { code: 'overloaded', message: 'The sample agent was told to be overloaded.' },
  { code: 'network_error', message: 'The sample agent was told to have no network.' },
  {
    code: 'session_not_found',
    message: 'The sample agent has no such conversation.',
    hint: 'Leave the session id out to start a new conversation.',
  },
  {
    code: 'model_not_found',
    message: 'The sample agent has no such model.',
    hint: 'Run `sample-agent models --json`.',
  },
  { code: 'context_overflow', message: 'The conversation is too long for the sample agent.' },
  { code: 'permission_denied', message: 'The sample agent was not allowed to do what it needed.' },
  { code: 'limit_reached', message: 'The sample agent reached its limit.' },
  { code: 'refused', message: 'The sample agent refused.' },
] satisfies readonly { code: FailureCode; message: string; hint?: string }[];
