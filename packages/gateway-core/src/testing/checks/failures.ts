import { isDeepStrictEqual } from 'node:util';
import type { AgentEvent, ProcessFailure } from '../../provider.js';
import { expectNone, expectThat, type Check, type Subject } from '../check.js';
import { eventsOf, eventsOfType } from '../parse.js';
import { seededRandom } from '../seeded-random.js';
import { faultInReason } from '../valid-reason.js';

/** Stands in the output where a vendor would put a key or a person's path. */
const SECRET = 'sk-secret-7d1f0c9b';

export const failureChecks: readonly Check[] = [
  {
    name: 'explains any failure without throwing, always in the same way',
    applies: ({ provider }) => provider.explainFailure !== undefined,
    async run(subject) {
      for (const failure of await failuresFor(subject)) {
        const first = explain(subject, failure);
        const second = explain(subject, structuredClone(failure));
        expectThat(
          isDeepStrictEqual(first, second),
          `explainFailure gives two reasons for one failure: ${inspect(failure)}`,
        );
        if (first !== undefined) expectNone(withFailure(faultInReason(first), failure));
      }
    },
  },
  {
    name: 'says nothing about failures it does not know',
    applies: ({ provider }) => provider.explainFailure !== undefined,
    run(subject) {
      for (const stderr of ['', 'Segmentation fault', 'TypeError: x is not a function\n    at file.js:429:401']) {
        const reason = explain(subject, { exitCode: 139, signal: null, stderr, stdout: '' });
        expectThat(
          reason === undefined || reason.code === 'cli_error',
          `explainFailure takes ${JSON.stringify(stderr)} for ${reason?.code}`,
        );
      }
    },
  },
  {
    name: 'tells a person, not a terminal, why a run failed',
    async run(subject) {
      const reasons = [];
      for (const failure of await failuresFor(subject)) reasons.push(explain(subject, failure));
      for (const { lines } of subject.fixtures) {
        for (const result of eventsOfType(await eventsOf(subject, lines), 'result')) reasons.push(result.failure);
      }
      for (const { code, message, hint = '' } of reasons.filter((reason) => reason !== undefined)) {
        expectThat(
          !`${message}${hint}`.includes(SECRET),
          `the message of ${code} repeats what the CLI printed: "${message}"`,
        );
        expectThat(!/\p{Cc}/u.test(message), `the message of ${code} is not one line: ${JSON.stringify(message)}`);
        expectThat(
          /[.!?]$/.test(message) && !/^[{[]/.test(message),
          `the message of ${code} is no sentence: "${message}"`,
        );
      }
    },
  },
];

function explain(
  { provider }: Subject,
  failure: ProcessFailure,
): ReturnType<NonNullable<typeof provider.explainFailure>> {
  try {
    return provider.explainFailure?.(failure);
  } catch (error) {
    throw new Error(`explainFailure throws on ${inspect(failure)}: ${String(error)}`, { cause: error });
  }
}

/** What CLIs print when they fail, cut, mixed and broken at random; the same each time. */
async function failuresFor(subject: Subject): Promise<readonly ProcessFailure[]> {
  const random = seededRandom(20_261_101);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const last: [AgentEvent | undefined, ...(AgentEvent | undefined)[]] = [undefined];
  for (const { lines } of subject.fixtures) last.push((await eventsOf(subject, lines)).at(-1));

  return Array.from({ length: 300 }, (): ProcessFailure => {
    const text = (): string => {
      const phrases = Array.from(
        { length: Math.floor(random() * 4) },
        () => `${pick(PHRASES)} ${random() < 0.2 ? SECRET : ''}`,
      );
      const joined = phrases.join(pick(['\n', ' ', '\r\n', '\u0000']));
      return random() < 0.3 ? joined.slice(Math.floor(random() * joined.length)) : joined;
    };
    const lastEvent = pick(last);
    return {
      exitCode: pick([null, 0, 1, 2, 41, 53, 55, 124, 130, 137, 139, 255, -1]),
      signal: pick([null, null, 'SIGTERM', 'SIGKILL', 'SIGSEGV']),
      stderr: text(),
      stdout: text(),
      ...(lastEvent !== undefined && { lastEvent }),
    };
  });
}

const PHRASES = [
  'Error: 401 Unauthorized',
  'Invalid API key · run /login',
  'API Error: 429 {"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}',
  'retry-after: 12',
  "You've hit your limit · resets 3pm",
  'usage limit reached|1767225600',
  'try again at 99:99 PM',
  '529 Overloaded',
  '500 internal server error',
  'connect ECONNREFUSED 127.0.0.1:443',
  'No conversation found with session ID: x',
  'session not found',
  'model not found: gpt-99',
  'prompt is too long: 250000 tokens > 200000 maximum',
  'permission denied',
  "error: unknown option '--frobnicate'",
  "error: unexpected argument '--frobnicate' found",
  'max turns reached',
  '{"error":{"code":403,"status":"PERMISSION_DENIED"}}',
  '{"error":null}',
  '{"error":',
  '\u001B[31mError\u001B[0m',
  '🙂'.repeat(2000),
  'x'.repeat(64 * 1024),
  '(((((',
  '$&$1',
] as const satisfies readonly [string, ...string[]];

function inspect({ exitCode, signal, stderr, stdout }: ProcessFailure): string {
  return JSON.stringify({ exitCode, signal, stderr: stderr.slice(-200), stdout: stdout.slice(-200) });
}

function withFailure(fault: string | undefined, failure: ProcessFailure): string | undefined {
  return fault === undefined ? undefined : `${fault}; asked about ${inspect(failure)}`;
}
