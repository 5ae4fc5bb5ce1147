import { expect, test } from 'vitest';
import createSampleProvider from '../../../../examples/provider-sample/src/index.js';
import type { FailureReason, Provider } from '../provider.js';
import { decideOutcome, type RunEnd, type StopCause } from './decide-outcome.js';
import { createAnswerFile } from './answer-file.js';
import { emptyRunState, type RunState } from './fold-events.js';

const provider: Provider = {
  ...(createSampleProvider() as Provider),
  displayName: 'Agent',
  explainFailure: () => undefined,
};

/** A run that has said `text`; nothing of it is so long that it reaches a file. */
function state({ text = '', ...changes }: Partial<RunState> & { text?: string } = {}): RunState {
  const answer = createAnswerFile('/nowhere');
  answer.add(text, undefined);
  return { ...emptyRunState(answer), ...changes };
}
const answered = state({ text: 'yes', result: { stop: 'end-turn' } });
const failing = (failure: FailureReason): RunState => state({ text: 'yes', result: { stop: 'failed', failure } });

function outcome(end: Partial<RunEnd>, by: Provider = provider) {
  const { status, exitCode, error } = decideOutcome(by, {
    exitCode: 0,
    state: answered,
    stdoutTail: '',
    stderrTail: '',
    timeoutMs: 1_000,
    idleTimeoutMs: 500,
    jobId: 'j',
    ...end,
  });
  return [status, exitCode, error?.category, error?.retryable];
}

test.each<[string, Partial<RunEnd>, readonly unknown[]]>([
  ['an answer', {}, ['completed', 0, undefined, undefined]],
  [
    'a failure that the vendor names, though the exit code is 0',
    { state: failing({ code: 'rate_limited', message: 'm' }) },
    ['failed', 0, 'rate_limited', true],
  ],
  ['exit 0 and nothing said', { state: state() }, ['failed', 0, 'empty_output', false]],
  ['exit 0 in the middle of an answer', { state: state({ text: 'half' }) }, ['failed', 0, 'empty_output', false]],
  [
    'a result that holds nothing',
    { state: state({ result: { stop: 'end-turn' } }) },
    ['failed', 0, 'empty_output', false],
  ],
  [
    'a result that is only structured',
    { state: state({ result: { stop: 'end-turn', structured: { a: 1 } } }) },
    ['completed', 0, undefined, undefined],
  ],
  ['an exit code that nobody explains', { exitCode: 3, state: state() }, ['failed', 3, 'cli_error', false]],
  ['an answer and then an exit code', { exitCode: 1 }, ['failed', 1, 'cli_error', false]],
  ['death by a signal after an answer', { exitCode: 137 }, ['failed', null, 'killed', true]],
  [
    'an exit code above 128 that is no signal (HTTP 401 modulo 256)',
    { exitCode: 145, state: state() },
    ['failed', 145, 'cli_error', false],
  ],
  [
    'exit 0 after an answer whose last line was too long to be read',
    { state: state({ text: 'long', hasCutLine: true }) },
    ['completed', 0, undefined, undefined],
  ],
  ['a program that is not there', { exitCode: 127, state: state() }, ['failed', 127, 'spawn_error', false]],
  ['nobody saw the end', { exitCode: undefined }, ['orphaned', null, 'orphaned', true]],
  [
    'a time-out after the answer had come',
    { exitCode: 143, stopCause: 'timeout' },
    ['completed', null, undefined, undefined],
  ],
])('%s', (_, end, expected) => {
  expect(outcome(end)).toEqual(expected);
});

test.each<[StopCause, number | null, string]>([
  ['timeout', 124, 'timeout'],
  ['idle_timeout', 125, 'idle_timeout'],
  ['output_overflow', 126, 'output_overflow'],
  ['canceled', null, 'canceled'],
  ['client_gone', null, 'canceled'],
])('a run stopped by %s says so, whatever its exit code', (stopCause, exitCode, category) => {
  expect(outcome({ exitCode: 143, stopCause, state: state({ text: 'half' }) }).slice(1, 3)).toEqual([
    exitCode,
    category,
  ]);
});

test('the provider explains what its own output did not', () => {
  const knowing: Provider = {
    ...provider,
    explainFailure: ({ stderr }) => (stderr.includes('log in') ? { code: 'auth_required', message: 'm' } : undefined),
  };
  expect(outcome({ exitCode: 1, state: state(), stderrTail: 'please log in' }, knowing)).toEqual([
    'failed',
    1,
    'auth_required',
    false,
  ]);
});

test.each([
  [undefined, 'Try again in a moment, or ask another agent.'],
  ['2030-01-01T00:00:00.000Z', 'Try again after 2030-01-01T00:00:00.000Z, or ask another agent.'],
])('a limit (until %s) that comes without a hint gets one', (retryAt, hint) => {
  const { error } = decideOutcome(provider, {
    exitCode: 1,
    state: failing({ code: 'rate_limited', message: 'm', ...(retryAt === undefined ? {} : { retryAt }) }),
    stdoutTail: '',
    stderrTail: '',
    timeoutMs: 1_000,
    idleTimeoutMs: 500,
    jobId: 'j',
  });
  expect(error?.hint).toBe(hint);
});
