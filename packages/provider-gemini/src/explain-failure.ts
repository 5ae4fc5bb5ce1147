import type { FailureReason, ProcessFailure, StopReason } from '@llm-gateway/core/provider';

export interface Ending {
  readonly stop: StopReason;
  readonly failure: FailureReason;
}

/** Names a run by its exit code and by what the CLI wrote to stderr before it could write events. */
export function explainFailure({ exitCode, stderr }: ProcessFailure): FailureReason | undefined {
  const cause =
    causes.find(({ writes }) => writes?.test(stderr)) ??
    causes.find(({ exitCodes }) => exitCode !== null && exitCodes?.includes(exitCode)) ??
    // An API error ends the CLI with its HTTP status, of which an exit code keeps eight bits (0.61.0: 429 is 173).
    causes.find(({ statuses }) => statuses?.some((status) => status % 256 === exitCode));
  return cause?.reason;
}

/** Names a run by the message that ends its output. */
export function explainMessage(message: string): Ending | undefined {
  const status = Number(/"code":\s*(\d{3})\b/.exec(message)?.[1]);
  const cause =
    causes.find(({ says }) => says?.test(message)) ?? causes.find(({ statuses }) => statuses?.includes(status));
  if (cause === undefined) return undefined;
  const retryAfterMs = durationIn(message);
  const failure = { ...cause.reason, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  return { stop: cause.stop ?? 'failed', failure };
}

/** `Please retry in 34.07s`, `Your quota will reset after 2h3m4s`, `"retryDelay": "34s"`. */
function durationIn(message: string): number | undefined {
  const [, text = ''] =
    /(?:retry in|retry after|reset after|"retryDelay":) *"?((?:[\d.]+(?:ms|[dhms]))+)/i.exec(message) ?? [];
  const parts = [...text.matchAll(/([\d.]+)(ms|[dhms])/g)];
  const total = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (milliseconds[unit] ?? 0), 0);
  return total > 0 ? Math.ceil(total) : undefined;
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The CLI called no model and did not say why. */
export const notSent: Ending = {
  stop: 'failed',
  failure: {
    code: 'context_overflow',
    message: 'Gemini CLI did not call the model: the conversation is too long, or a hook stopped the run.',
    hint: 'Start a new conversation, or choose a model with a larger context.',
  },
};

export const unexplained: Ending = {
  stop: 'failed',
  failure: {
    code: 'cli_error',
    message: 'Gemini CLI ended with an error that it does not explain.',
    hint: 'Try again.',
  },
};

interface Cause {
  readonly reason: FailureReason;
  readonly stop?: StopReason;
  /** The CLI's own exit codes. */
  readonly exitCodes?: readonly number[];
  /** HTTP statuses of the model API. */
  readonly statuses?: readonly number[];
  /** In a message of the output. */
  readonly says?: RegExp;
  /** On stderr, in sentences of the CLI's own that no tool's output looks like. */
  readonly writes?: RegExp;
}

/** The first that fits counts. Seen with 0.61.0, or found in its bundle. */
const causes: readonly Cause[] = [
  {
    reason: {
      code: 'session_not_found',
      message: 'Gemini CLI does not know this conversation in this folder.',
      hint: 'Leave the session id out to start a new conversation.',
    },
    writes: /^(\[ERROR\] )?Error (resuming|importing) session\b/m,
  },
  {
    reason: {
      code: 'rate_limited',
      message: 'The daily quota of this model is used up.',
      hint: 'Choose another model, or try again tomorrow.',
      retryable: false,
    },
    says: /daily quota|PerDay|limit:\s*0(?![\d.])/i,
  },
  {
    reason: {
      code: 'rate_limited',
      message: 'The model API limits the rate of requests.',
      hint: 'Try again later, or choose another model.',
    },
    statuses: [429, 499],
    says: /\bquota\b|rate limit|RESOURCE_EXHAUSTED|exhausted your capacity/i,
  },
  {
    reason: {
      code: 'context_overflow',
      message: 'The conversation is too long for the model.',
      hint: 'Start a new conversation, or choose a model with a larger context.',
    },
    statuses: [413],
    says: /exceeds the maximum number of tokens|input token count|context (window|length)/i,
  },
  {
    reason: {
      code: 'auth_required',
      message: 'Gemini CLI is not signed in, or its key is not accepted.',
      hint: 'Run `gemini` and sign in, or set GEMINI_API_KEY.',
    },
    exitCodes: [41],
    statuses: [401, 403],
    says: /API[ _]key (not valid|not found|expired)|API_KEY_INVALID|UNAUTHENTICATED|authentication credential|PERMISSION_DENIED/i,
  },
  {
    reason: {
      code: 'permission_denied',
      message: 'Gemini CLI does not run in a folder that it does not trust.',
      hint: 'Add the folder to the gateway\'s "trustedFolders".',
    },
    exitCodes: [55],
  },
  {
    reason: {
      code: 'model_not_found',
      message: 'The model API does not know this model.',
      hint: 'Ask for the list of models, or leave the model out.',
    },
    statuses: [404],
    writes: /^Error when talking to Gemini API .* ModelNotFoundError:/m,
    says: /\bis not found for API version\b|\bmodel\b.{0,200}\bnot found\b|Requested entity was not found/i,
  },
  {
    reason: {
      code: 'limit_reached',
      message: 'Gemini CLI reached its limit of turns.',
      hint: 'Raise "model.maxSessionTurns" in ~/.gemini/settings.json.',
    },
    stop: 'max-turns',
    exitCodes: [53],
    says: /max(imum)? session turns/i,
  },
  {
    reason: {
      code: 'limit_reached',
      message: "The answer was cut at the model's limit.",
      hint: 'Ask for less at once.',
    },
    says: /exceeded the token limit/i,
  },
  {
    reason: {
      code: 'permission_denied',
      message: 'A hook of Gemini CLI stopped the run.',
      hint: 'Look at "hooks" in ~/.gemini/settings.json.',
    },
    says: /^Agent execution (blocked|stopped)/,
  },
  {
    reason: {
      code: 'cli_error',
      message: 'The model repeated itself, and Gemini CLI stopped it.',
      hint: 'Try again, or put the request differently.',
    },
    says: /^Loop detected/,
  },
  {
    reason: { code: 'refused', message: 'The model refused to answer.', hint: 'Put the request differently.' },
    stop: 'refused',
    says: /response was blocked/i,
  },
  {
    reason: { code: 'cli_error', message: 'The model gave an empty answer.', hint: 'Try again.', retryable: true },
    says: /empty response|no final response/i,
  },
  {
    reason: { code: 'overloaded', message: 'The model API is overloaded or broken.', hint: 'Try again later.' },
    statuses: [500, 502, 503, 504, 529],
    says: /overloaded|high demand|UNAVAILABLE|no capacity|internal error/i,
  },
  {
    reason: {
      code: 'network_error',
      message: 'Gemini CLI could not reach the model API.',
      hint: 'Look at the network and at the proxy settings.',
    },
    statuses: [408],
    says: /fetch failed|incomplete json segment|premature close|\bterminated\b|\bE(CONN|NOTFOUND|AI_AGAIN|TIMEDOUT|PIPE|PROTO)|ERR_SSL/i,
  },
  {
    reason: {
      code: 'cli_too_old',
      message: 'The installed Gemini CLI does not know a flag that this gateway uses.',
      hint: 'npm install --global @google/gemini-cli@latest',
    },
    writes: /^Unknown arguments?:/m,
  },
  {
    reason: {
      code: 'cli_error',
      message: 'Gemini CLI could not read its settings.',
      hint: 'Run `gemini` in a terminal to see what is wrong.',
    },
    exitCodes: [52],
  },
  {
    reason: { code: 'cli_error', message: 'Gemini CLI could not start its sandbox.', hint: 'Start docker or podman.' },
    exitCodes: [44],
  },
  {
    reason: { code: 'cli_error', message: 'A tool of Gemini CLI failed for good.', hint: 'Look for a full disk.' },
    exitCodes: [54],
  },
  {
    reason: {
      code: 'invalid_request',
      message: 'The request was refused as wrong.',
      hint: 'Look at its model and fields.',
    },
    exitCodes: [42],
    statuses: [400],
  },
];
