import type { FailureReason, ProcessFailure } from '@llm-gateway/core/provider';
import { outputLine } from './output-schema.js';

/** Names a run that ended before its turn did: what Codex then says stands on stderr, or in an `error` line. */
export function explainFailure({ stderr, stdout }: ProcessFailure): FailureReason | undefined {
  const messages = [...stderr.split('\n').filter(isMessage), ...errorsIn(stdout)];
  return findReason(messages.join('\n'));
}

/** Names what Codex says of a failed turn. */
export function describeFailure(message: string): FailureReason {
  return findReason(message) ?? unknownFailure;
}

function findReason(text: string): FailureReason | undefined {
  for (const [pattern, reason] of reasons) {
    const match = pattern.exec(text);
    if (match) return typeof reason === 'function' ? reason(match) : reason;
  }
  return undefined;
}

/** Leaves out the log lines, which begin with a time, and the stack trace. */
function isMessage(line: string): boolean {
  return !/^\d{4}-\d\d-\d\dT|^\s+\d+: |^Stack backtrace/.test(line);
}

/** The agent's own words on stdout may hold any of the patterns, so only `error` lines count. */
function errorsIn(stdout: string): readonly string[] {
  return stdout.split('\n').flatMap((line) => {
    try {
      const parsed = outputLine.safeParse(JSON.parse(line));
      return parsed.success && parsed.data.type === 'error' ? [parsed.data.message] : [];
    } catch {
      return []; // No JSON, or the tail of a line.
    }
  });
}

const unknownFailure: FailureReason = {
  code: 'cli_error',
  message: 'Codex ended the turn with an error of its own.',
  hint: "Read the run's raw output for Codex's words.",
};

const newConversation = 'Leave the session id out to start a new conversation.';
const logIn = 'Run `codex login`.';

type Reason = FailureReason | ((match: RegExpExecArray) => FailureReason);

/** What 0.169.0 says, most particular first, and what it means. */
const reasons: readonly (readonly [RegExp, Reason])[] = [
  [
    /unexpected argument|unrecognized subcommand/,
    {
      code: 'cli_too_old',
      message: 'The installed Codex does not know a flag that the gateway needs.',
      hint: 'Run `codex update`.',
    },
  ],
  [
    /requires a newer version of Codex/,
    { code: 'cli_too_old', message: 'The model needs a newer Codex.', hint: 'Run `codex update`.' },
  ],
  [
    /session (\S+) is archived/,
    ([, id]) => ({
      code: 'session_not_found',
      message: 'The conversation is archived.',
      hint: `Run \`codex unarchive ${id}\`.`,
    }),
  ],
  [
    /no rollout found|no saved session|thread not found/i,
    { code: 'session_not_found', message: 'Codex no longer has this conversation.', hint: newConversation },
  ],
  [
    /already has an active writer/,
    {
      code: 'cli_error',
      message: 'Another Codex is working in this conversation.',
      hint: 'Wait until it is done, or fork the conversation.',
      retryable: true,
    },
  ],
  [
    /Missing environment variable: `(\w+)`/,
    ([, name]) => ({
      code: 'auth_required',
      message: `Codex's model provider needs the environment variable "${name}".`,
      hint: `Set ${name} where the gateway starts.`,
    }),
  ],
  [
    /with your ChatGPT plan, upgrade/,
    {
      code: 'auth_required',
      message: 'The ChatGPT plan of this account does not include Codex.',
      hint: 'Change the plan, or run `codex login` with another account.',
    },
  ],
  [/hit your usage limit(.*)/s, ([, rest = '']) => usageLimit(rest)],
  [
    /Quota exceeded|out of credits|spend limit/i,
    {
      code: 'rate_limited',
      message: "The account's quota is used up.",
      hint: "Look at the account's plan and billing.",
      retryable: false,
    },
  ],
  [
    /\b429 Too Many Requests|rate limit(.*)/is,
    ([, rest = '']) => ({
      code: 'rate_limited',
      message: 'The model API limits the rate of requests.',
      ...retryAfter(rest),
    }),
  ],
  [
    /sign in again|log in again|not logged in|status 401/i,
    { code: 'auth_required', message: 'Codex is not logged in, or its login is no longer valid.', hint: logIn },
  ],
  [
    /status 403/,
    {
      code: 'auth_required',
      message: 'The model API refuses this account, or the place it is used from.',
      hint: 'Run `codex login` with an account that may use it.',
    },
  ],
  [
    /ran out of room in the model's context window|exceeds the maximum length|status 413|context_length_exceeded/,
    {
      code: 'context_overflow',
      message: "The conversation no longer fits into the model's context window.",
      hint: 'Start a new conversation, or shorten the prompt.',
    },
  ],
  [
    /content_filter|limited access to this content|flagged for|cyber policy/,
    { code: 'refused', message: 'The model API refuses this content.' },
  ],
  [
    /max_output_tokens|budget reached/,
    { code: 'limit_reached', message: 'The answer reached its limit and is not whole.' },
  ],
  [
    /does not exist or you do not have access|not have access to model|model is not supported|model_not_found/,
    {
      code: 'model_not_found',
      message: 'The model does not exist, or this account may not use it.',
      hint: 'Choose one of those that `list_models` shows.',
    },
  ],
  [
    /high demand|at capacity|capacity is unavailable|overloaded|status 5\d\d/i,
    { code: 'overloaded', message: 'The model API is overloaded or out of order.' },
  ],
  [
    /Connection failed|stream disconnected|error sending request|waiting for network|idle timeout/,
    { code: 'network_error', message: 'The connection to the model API failed.' },
  ],
  [
    /required MCP servers failed to initialize: ([\w-]+)/,
    ([, name]) => ({
      code: 'cli_error',
      message: `The MCP server "${name}" did not start, and Codex's configuration requires it.`,
      hint: 'Run `codex mcp list`.',
    }),
  ],
  [
    /Error loading config|failed to load bootstrap configuration/,
    {
      code: 'cli_error',
      message: 'Codex cannot read its configuration.',
      hint: 'Run `codex mcp list` and mend what it names.',
    },
  ],
  [/No prompt provided/, { code: 'invalid_request', message: 'The prompt holds nothing but white space.' }],
  [
    /status 404/,
    {
      code: 'cli_error',
      message: "There is no model API at the address in Codex's configuration.",
      hint: "Look at `openai_base_url` or the provider's `base_url` in Codex's config.toml.",
    },
  ],
  [
    /"param":\s*"([\w.[\]]+)"/,
    ([, parameter]) => ({ code: 'invalid_request', message: `The model API does not accept "${parameter}".` }),
  ],
  [
    /invalid_request_error|"detail":/,
    { code: 'invalid_request', message: 'The model API does not accept the request.' },
  ],
];

function usageLimit(rest: string): FailureReason {
  const time = /try again at (?:([A-Z][a-z]{2} \d{1,2})\w\w, (\d{4}) )?(\d{1,2}:\d\d [AP]M)/i.exec(rest);
  const until = time ? ` until ${time[0].slice('try again at '.length)}` : '';
  const retryAt = time?.[1] === undefined ? undefined : localTime(`${time[1]}, ${time[2]} ${time[3]}`);
  return {
    code: 'rate_limited',
    message: `The account's usage limit is reached${until}.`,
    ...(retryAt === undefined ? { retryable: false } : { retryAt }),
  };
}

/** Codex writes local times; the gateway runs in the same time zone. */
function localTime(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

const unitsInMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `Please try again in 11.054s`, or `in 1m2s`. */
function retryAfter(text: string): { readonly retryAfterMs?: number } {
  const [, duration = ''] = /try again in ((?:\d+(?:\.\d+)?(?:ms|s|m|h))+)/.exec(text) ?? [];
  const parts = [...duration.matchAll(/([\d.]+)(ms|s|m|h)/g)];
  if (parts.length === 0) return {};
  return {
    retryAfterMs: Math.ceil(
      parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitsInMs[unit] ?? 0), 0),
    ),
  };
}
