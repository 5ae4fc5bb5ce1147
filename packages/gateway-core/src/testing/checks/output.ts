import type { FailureCode } from '../../provider.js';
import { expectNone, expectThat, type Check, type Subject } from '../check.js';
import type { Fixture } from '../fixtures-in.js';
import { eventsOf, eventsOfType, isSuccess, messagesOf, successesOf } from '../parse.js';
import { faultInEvent } from '../valid-event.js';

export const outputChecks: readonly Check[] = [
  {
    name: 'has a fixture of a whole successful run',
    async run(subject) {
      for (const { lines } of successesOf(subject)) {
        const events = await eventsOf(subject, lines);
        const results = eventsOfType(events, 'result').filter(isSuccess);
        const hasAnswer = messagesOf(events).length > 0 || results.some(({ text = '' }) => text !== '');
        if (results.length > 0 && hasAnswer) return;
      }
      throw new Error('no fixture holds a run that answered and ended well');
    },
  },
  {
    name: 'reports one session and one result in each fixture',
    async run(subject) {
      for (const { name, lines, failure, isUnfinished } of subject.fixtures) {
        const events = await eventsOf(subject, lines);
        const ids = new Set(eventsOfType(events, 'session').map(({ id }) => id));
        const results = eventsOfType(events, 'result');
        const endedWell = results.length > 0 && results.every(isSuccess);
        expectThat(ids.size <= 1, `${name} reports several sessions: ${[...ids].join(', ')}`);
        expectThat(ids.size === 1 || !endedWell, `${name} ends well without reporting its session`);
        expectThat(results.length <= 1, `${name} reports ${results.length} results`);
        if (isUnfinished) {
          expectThat(!endedWell, `${name} is named unfinished, and yet its run ends well`);
        } else if (failure === undefined) {
          expectThat(
            results.length === 1,
            `${name} reports no result. A run that was stopped has "unfinished" in its name.`,
          );
        }
      }
    },
  },
  {
    name: 'says of each failed run that it failed, and why',
    async run(subject) {
      for (const fixture of subject.fixtures) {
        const { name, failure } = fixture;
        const result = eventsOfType(await eventsOf(subject, fixture.lines), 'result')[0];
        const codes = result?.failure === undefined ? explanations(subject, fixture) : [result.failure.code];
        // The reason may stand on stderr alone, which a fixture does not hold.
        const isLeftOpen =
          result?.stop === 'failed' && codes.length === 0 && subject.provider.explainFailure !== undefined;
        expectThat(
          failure === undefined || (result?.stop !== 'end-turn' && codes.includes(failure)) || isLeftOpen,
          `${name} is a ${failure}, but the provider says ${result?.failure?.code ?? result?.stop ?? 'nothing'}`,
        );
        expectThat(
          result?.stop !== 'end-turn' || result.failure === undefined,
          `${name} has the failure ${result?.failure?.code} in a turn that ended well`,
        );
      }
    },
  },
  {
    name: 'emits only whole events that survive JSON',
    async run(subject) {
      for (const { name, lines } of subject.fixtures) {
        for (const event of await eventsOf(subject, lines)) {
          const fault = faultInEvent(event);
          expectNone(fault === undefined ? undefined : `${name}: ${fault}`);
        }
      }
    },
  },
  {
    name: 'counts usage that adds up',
    async run(subject) {
      for (const { name, lines } of subject.fixtures) {
        for (const { usage } of eventsOfType(await eventsOf(subject, lines), 'usage')) {
          const { inputTokens, outputTokens, cachedInputTokens } = usage;
          for (const [field, count] of Object.entries({ inputTokens, outputTokens, cachedInputTokens })) {
            expectThat(count === undefined || (Number.isInteger(count) && count >= 0), `${name}: ${field} is ${count}`);
          }
          expectThat(
            cachedInputTokens === undefined || inputTokens === undefined || cachedInputTokens <= inputTokens,
            `${name}: ${cachedInputTokens} cached input tokens of ${inputTokens}: inputTokens must hold them`,
          );
        }
      }
    },
  },
  {
    name: 'does not double the text',
    async run(subject) {
      for (const { name, lines } of subject.fixtures) {
        const events = await eventsOf(subject, lines);
        const messages = messagesOf(events);
        for (const [index, message] of messages.entries()) {
          const isTwin = !message.isApart && message.text.trim() !== '' && message.text === messages[index - 1]?.text;
          expectThat(!isTwin, `${name} says the same twice in a row: "${message.text.slice(0, 80)}"`);
        }
        const { text: answer, failure } = eventsOfType(events, 'result')[0] ?? {};
        const streamed = messages.at(-1)?.text;
        if (answer === undefined || failure !== undefined || streamed === undefined) continue;
        const whole = messages.map(({ text }) => text).join('');
        expectThat(
          [streamed, whole].some((text) => text.trim() === answer.trim()),
          `${name}: the pieces of text make "${streamed.slice(0, 120)}", the result says "${answer.slice(0, 120)}"`,
        );
      }
    },
  },
];

/** What the gateway may hear of a run whose output does not say why it failed: a fixture holds no exit code, so any will do. */
function explanations({ provider }: Subject, { bytes }: Fixture): readonly FailureCode[] {
  const stdout = Buffer.from(bytes).toString('utf8');
  const exitCodes = Array.from({ length: 256 }, (_, exitCode) => exitCode);
  return exitCodes.flatMap((exitCode) => {
    return provider.explainFailure?.({ exitCode, signal: null, stderr: '', stdout })?.code ?? [];
  });
}
