import type { FailureReason, ProcessFailure } from '@llm-gateway/core/provider';

/** Names a run that ended before its turn began: what Grok then says stands on stderr. */
export function explainFailure({ stderr }: ProcessFailure): FailureReason | undefined {
  return findReason(stderr);
}

/** Names what Grok says of a failed turn. */
export function describeFailure(text: string): FailureReason {
  return findReason(text) ?? unknownFailure;
}

function findReason(text: string): FailureReason | undefined {
  for (const [pattern, reason] of reasons) {
    const match = pattern.exec(text);
    if (match) return typeof reason === 'function' ? reason(match, text) : reason;
  }
  return undefined;
}

const unknownFailure: FailureReason = {
  code: 'cli_error',
  message: 'Grok ended the turn with an error of its own.',
  hint: "Read the run's raw output for Grok's words.",
};

export const turnEndedByRefusal: FailureReason = {
  code: 'permission_denied',
  message: 'Grok was not allowed to use a tool and ended the turn over it.',
  hint: 'Ask with a higher permission, or for less.',
};

const newConversation = 'Leave the session id out to start a new conversation.';
const logIn = 'Run `grok login`, or set XAI_API_KEY where the gateway starts.';

type Reason = FailureReason | ((match: RegExpExecArray, text: string) => FailureReason);

/** What 1.0.41 says, most particular first, and what it means. */
const reasons: readonly (readonly [RegExp, Reason])[] = [
  [
    /unexpected argument|unrecognized subcommand|invalid value '.*' for '--/,
    {
      code: 'cli_too_old',
      message: 'The installed Grok does not know a flag that the gateway needs.',
      hint: 'Run `grok update`.',
    },
  ],
  [
    /not found locally|no session id or title matched|No session found/,
    { code: 'session_not_found', message: 'Grok has no such conversation.', hint: newConversation },
  ],
  [
    /sandbox could not|unknown sandbox profile|sandbox profile/i,
    {
      code: 'cli_error',
      message: "Grok's sandbox, as the user's settings or GROK_SANDBOX ask for it, cannot be set up.",
      hint: 'Run `grok doctor`, or install bubblewrap.',
    },
  ],
  [
    /unknown effort level '([\w-]+)'; use one of: ([\w, -]+)/,
    ([, effort, offered]) => ({
      code: 'invalid_request',
      message: `The model has no effort "${effort}"; it has ${offered}.`,
    }),
  ],
  [
    /unknown model id|model_not_found|status 404[^]*\bmodel\b/i,
    {
      code: 'model_not_found',
      message: 'The model does not exist, or this account may not use it.',
      hint: 'Choose one of those that `grok models` shows.',
    },
  ],
  [
    /Not signed in|Unauthorized \(401\)|status 401|Failed to authenticate/,
    { code: 'auth_required', message: 'Grok is not signed in, or its key is not accepted.', hint: logIn },
  ],
  [
    /maximum prompt length|maximum context length|context_length_exceeded|context window|status 413/i,
    {
      code: 'context_overflow',
      message: "The conversation no longer fits into the model's context window.",
      hint: 'Start a new conversation, or shorten the prompt.',
    },
  ],
  [
    /error_max_turns|max turns reached/,
    {
      code: 'limit_reached',
      message: 'Grok reached the number of turns that it was given.',
      hint: 'Ask with a higher maxTurns, or go on in the same conversation.',
    },
  ],
  [
    /max_tokens_truncation|truncated by max_tokens/,
    { code: 'limit_reached', message: 'The answer reached its limit of tokens and is not whole.' },
  ],
  [
    /error_max_structured_output_retries/,
    { code: 'cli_error', message: 'Grok found no answer that fits the outputSchema.' },
  ],
  [
    /empty response from model/,
    { code: 'cli_error', message: 'The model gave an empty answer.', hint: 'Ask again.', retryable: true },
  ],
  [/refused to continue|content[_ ]filter/, { code: 'refused', message: 'The model refused to go on.' }],
  [
    /status 402|insufficient_quota|out of credits|spend(?:ing)? limit|used all available credits/i,
    {
      code: 'rate_limited',
      message: "The account's credits are used up.",
      hint: "Look at the account's plan and billing.",
      retryable: false,
    },
  ],
  [
    /rate_limit_error|status 429|rate limit|too many requests/i,
    (_, text) => ({
      code: 'rate_limited',
      message: 'The model API limits the rate of requests.',
      ...retryAfter(text),
    }),
  ],
  [/status 403/, { code: 'auth_required', message: 'The model API refuses this account or this place.', hint: logIn }],
  [
    /status 5\d\d|overloaded|at capacity|server_error/i,
    { code: 'overloaded', message: 'The model API is overloaded or out of order.' },
  ],
  [
    /error sending request|reqwest error|Transport error|serialization error|stopped responding|idle_timeout/,
    { code: 'network_error', message: 'The connection to the model API failed.' },
  ],
  [
    /status 404/,
    {
      code: 'cli_error',
      message: "There is no model API at the address in Grok's configuration.",
      hint: 'Look at `base_url` in config.toml, and at GROK_MODELS_BASE_URL.',
    },
  ],
  [/prompt is empty/, { code: 'invalid_request', message: 'The prompt holds nothing but white space.' }],
  [
    /malformed rule/,
    { code: 'invalid_request', message: 'Grok does not understand a rule of allowedTools or disallowedTools.' },
  ],
  [
    /failed to load agent profile/,
    { code: 'invalid_request', message: 'Grok does not accept the definition of an MCP server.' },
  ],
  [
    /status 4\d\d|invalid_request_error/,
    { code: 'invalid_request', message: 'The model API does not accept the request.' },
  ],
];

/** `Please try again in 11.5s`, `retry after 20 seconds`. */
function retryAfter(text: string): { readonly retryAfterMs?: number } {
  const [, seconds] = /(?:try again in|retry after|retry in) (\d+(?:\.\d+)?) ?s/i.exec(text) ?? [];
  return seconds === undefined ? {} : { retryAfterMs: Math.ceil(Number(seconds) * 1000) };
}
