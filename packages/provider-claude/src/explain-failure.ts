import type { FailureReason, ProcessFailure } from '@llm-gateway/core/provider';

/** Names a run that ended before it printed a result: what Claude Code says then stands on stderr. */
export function explainFailure({ stderr }: ProcessFailure): FailureReason | undefined {
  return phrases.find(([phrase]) => phrase.test(stderr))?.[1];
}

/** What the output of a failed run tells about the failure. */
export interface ResultClues {
  readonly subtype: string | undefined;
  readonly terminalReason: string | undefined;
  readonly stopReason: string | undefined;
  readonly status: number | undefined;
  readonly errors: readonly string[] | undefined;
  /** The kind of the API error, from the message that tells of it. */
  readonly apiError: string | undefined;
  /** When a spent limit is full again, in seconds of Unix time. */
  readonly resetsAt: number | undefined;
}

/** Names a run whose result says that it failed; `subtype: "success"` and the exit code say nothing about that. */
export function explainResult(clues: ResultClues): FailureReason {
  const { subtype, terminalReason, stopReason, status, errors = [], apiError, resetsAt } = clues;
  if (stopReason === 'refusal') return reasons.refused;
  const reason =
    bySubtype.get(subtype) ??
    phrases.find(([phrase]) => errors.some((error) => phrase.test(error)))?.[1] ??
    byTerminalReason.get(terminalReason) ??
    byApiError.get(apiError) ??
    byStatus(status, apiError);
  if (reason.code !== 'rate_limited' || resetsAt === undefined) return reason;
  return { ...reasons.limitSpent, retryAt: new Date(resetsAt * 1000).toISOString() };
}

const reasons = {
  notLoggedIn: {
    code: 'auth_required',
    message: 'Claude Code is not logged in.',
    hint: 'Run `claude auth login`, or set ANTHROPIC_API_KEY.',
  },
  loginRefused: {
    code: 'auth_required',
    message: "The model API refuses Claude Code's key or login.",
    hint: 'Run `claude auth login`, or set a valid ANTHROPIC_API_KEY.',
  },
  noCredit: {
    code: 'limit_reached',
    message: 'The account of Claude Code has no credit left.',
    hint: 'Add credit to the account, or log in with another one.',
  },
  rateLimited: { code: 'rate_limited', message: 'The model API accepts no more requests from Claude Code for now.' },
  limitSpent: { code: 'rate_limited', message: 'The usage limit of the Claude account is spent.' },
  overloaded: { code: 'overloaded', message: 'The model API is overloaded.', hint: 'Try again, or set fallbackModel.' },
  serverError: { code: 'overloaded', message: 'The model API failed with an error of its own.' },
  unreachable: {
    code: 'network_error',
    message: 'Claude Code gets no usable answer from the model API.',
    hint: 'Check the network, the proxy and ANTHROPIC_BASE_URL.',
  },
  sessionNotFound: {
    code: 'session_not_found',
    message: 'Claude Code has no conversation with this id.',
    hint: 'Leave the session id out to start a new conversation.',
  },
  modelNotFound: {
    code: 'model_not_found',
    message: 'The model does not exist, or the account may not use it.',
    hint: 'Name an alias such as "opus" or "sonnet", or leave the model out.',
  },
  contextOverflow: {
    code: 'context_overflow',
    message: "The request is too large for the model's context.",
    hint: 'Shorten the prompt, or leave the session id out to start a new conversation.',
  },
  outputTooLong: {
    code: 'limit_reached',
    message: 'The answer is longer than the model may write.',
    hint: 'Ask for less at once, or set CLAUDE_CODE_MAX_OUTPUT_TOKENS.',
  },
  maxTurns: {
    code: 'limit_reached',
    message: 'Claude Code stopped at maxTurns.',
    hint: 'Resume the conversation, or raise maxTurns.',
  },
  maxBudget: {
    code: 'limit_reached',
    message: 'Claude Code stopped at maxBudgetUsd.',
    hint: 'Resume the conversation, or raise maxBudgetUsd.',
  },
  badStructure: {
    code: 'cli_error',
    message: 'The model found no answer that fits the JSON Schema.',
    hint: 'Simplify outputSchema, or ask again.',
  },
  refused: {
    code: 'refused',
    message: 'The model refuses this request.',
    hint: 'Put it differently in a new conversation, or name another model.',
  },
  rootMayNotBypass: {
    code: 'permission_denied',
    message: 'Claude Code does not let root use permission "full".',
    hint: 'Run the gateway as another user, ask for "edit", or, inside a sandbox, set IS_SANDBOX=1 for the gateway.',
  },
  interrupted: { code: 'cli_error', message: 'Claude Code was interrupted before its answer.', retryable: true },
  unknownFlag: {
    code: 'cli_too_old',
    message: 'The installed Claude Code does not know a flag that the gateway needs.',
    hint: 'Run `claude update`.',
  },
  badMcpServers: { code: 'invalid_request', message: 'Claude Code refuses the definition of an MCP server.' },
  badJsonSchema: {
    code: 'invalid_request',
    message: 'Claude Code refuses the JSON Schema.',
    hint: 'Mend outputSchema.',
  },
  emptyPrompt: { code: 'invalid_request', message: 'The prompt has no words.' },
  promptTooLong: { code: 'context_overflow', message: 'The prompt is over 10 MB.', hint: 'Shorten it.' },
  folderIsGone: { code: 'invalid_request', message: 'The working folder does not exist any more.' },
  requestRefused: { code: 'cli_error', message: 'The model API refuses the request of Claude Code.' },
  unknown: { code: 'cli_error', message: 'Claude Code failed with an error of its own.' },
} as const satisfies Readonly<Record<string, FailureReason>>;

export const sessionNotFound: FailureReason = reasons.sessionNotFound;

/** On stderr, or among a result's `errors`. All seen with 2.1.330, most with 2.1.197 as well. */
const phrases: readonly (readonly [RegExp, FailureReason])[] = [
  [/^No conversation found with session ID:|^Error: --resume requires a valid session ID/m, reasons.sessionNotFound],
  [/cannot be used with root\/sudo privileges/, reasons.rootMayNotBypass],
  [/^error: unknown option/m, reasons.unknownFlag],
  [/^Error: Invalid MCP configuration/m, reasons.badMcpServers],
  [/^Error: --json-schema /m, reasons.badJsonSchema],
  [/^Error: Input (contained only whitespace|must be provided)/m, reasons.emptyPrompt],
  [/^Error: piped stdin input exceeds/m, reasons.promptTooLong],
  [/^The current directory no longer exists/m, reasons.folderIsGone],
];

const bySubtype = new Map<string | undefined, FailureReason>([
  ['error_max_turns', reasons.maxTurns],
  ['error_max_budget_usd', reasons.maxBudget],
  ['error_max_structured_output_retries', reasons.badStructure],
]);

const byTerminalReason = new Map<string | undefined, FailureReason>([
  ['prompt_too_long', reasons.contextOverflow],
  ['blocking_limit', reasons.contextOverflow],
  ['image_error', reasons.contextOverflow],
  ['aborted_streaming', reasons.interrupted],
  ['aborted_tools', reasons.interrupted],
]);

const byApiError = new Map<string | undefined, FailureReason>([
  ['oauth_org_not_allowed', reasons.loginRefused],
  ['account_on_hold', reasons.loginRefused],
  ['verification_required', reasons.loginRefused],
  ['cloud_credential_error', reasons.loginRefused],
  ['billing_error', reasons.noCredit],
  ['rate_limit', reasons.rateLimited],
  ['overloaded', reasons.overloaded],
  ['model_not_found', reasons.modelNotFound],
  ['invalid_request', reasons.requestRefused],
  ['max_output_tokens', reasons.outputTooLong],
]);

function byStatus(status: number | undefined, apiError: string | undefined): FailureReason {
  if (status === 401 || status === 403) return reasons.loginRefused;
  if (apiError === 'authentication_failed') return reasons.notLoggedIn;
  if (status === 429) return reasons.rateLimited;
  if (status === 529) return reasons.overloaded;
  if (status !== undefined && status >= 500) return reasons.serverError;
  if (status !== undefined) return reasons.requestRefused;
  return apiError === undefined ? reasons.unknown : reasons.unreachable;
}
