import { isDeepStrictEqual } from 'node:util';
import { expectThat, type Check, type Subject } from '../check.js';
import { arrivalsOf, eventsOf, eventsOfType, isSuccess, messagesOf, successesOf } from '../parse.js';

/** At most so many cuts of one fixture are tried. */
const MOST_CUTS = 150;

export const streamChecks: readonly Check[] = [
  {
    name: 'streams as finely as it declares',
    async run(subject) {
      const { streaming } = subject.provider.features;
      const messages = [];
      for (const { lines } of successesOf(subject)) messages.push(...messagesOf(await eventsOf(subject, lines)));
      const deltas = Math.max(0, ...messages.map((message) => message.deltas));
      expectThat(
        streaming !== 'token' || deltas > 1,
        'streaming is "token", but no fixture has a message in several pieces',
      );
      expectThat(
        streaming === 'token' || deltas <= 1,
        `streaming is "${streaming}", but a message comes in ${deltas} pieces`,
      );
    },
  },
  {
    name: 'emits each event as soon as its line is there',
    applies: ({ provider }) => provider.features.streaming !== 'none',
    async run(subject) {
      for (const { name, lines } of successesOf(subject)) {
        const arrivals = await arrivalsOf(subject, lines);
        for (const type of ['session', 'text'] as const) {
          const first = arrivals.find(({ event }) => event.type === type);
          expectThat(
            first === undefined || first.linesRead < lines.length,
            `${name}: the first ${type} comes only when all ${lines.length} lines have been read`,
          );
        }
      }
    },
  },
  {
    name: 'reads its input to the end',
    async run(subject) {
      for (const { name, lines } of subject.fixtures) {
        let linesRead = 0;
        await eventsOf(
          subject,
          counted([...lines, '{"type":"after-the-end"}', 'bye'], () => (linesRead += 1)),
        );
        expectThat(linesRead === lines.length + 2, `${name}: only ${linesRead} of ${lines.length + 2} lines are read`);
      }
    },
  },
  {
    name: 'reads its output without knowing the run',
    async run(subject) {
      for (const { name, lines } of subject.fixtures) {
        const [known, unknown] = [await eventsOf(subject, lines), await eventsOf(subject, lines, { run: 'unknown' })];
        for (const type of ['session', 'text', 'result'] as const) {
          const isSame = isDeepStrictEqual(eventsOfType(known, type), eventsOfType(unknown, type));
          expectThat(isSame, `${name}: the ${type} is another one when nothing is known of the run`);
        }
      }
    },
  },
  {
    name: 'keeps no state between runs',
    async run(subject) {
      for (const { name, lines } of subject.fixtures) {
        const first = await eventsOf(subject, lines);
        const [second, third] = await Promise.all([eventsOf(subject, lines), eventsOf(subject, lines)]);
        expectThat(isDeepStrictEqual(first, second), `${name} gives other events the second time`);
        expectThat(isDeepStrictEqual(first, third), `${name} gives other events when two runs are read at once`);
      }
    },
  },
  {
    name: 'survives output that is cut short',
    async run(subject) {
      for (const { lines } of subject.fixtures) {
        for (const count of cutsOf(lines)) {
          await eventsOf(subject, lines.slice(0, count));
          const line = lines[count] ?? '';
          await eventsOf(subject, [...lines.slice(0, count), line.slice(0, Math.ceil(line.length / 2))]);
        }
      }
    },
  },
  {
    name: 'calls no run a success that was cut short',
    async run(subject) {
      for (const { name, lines } of successesOf(subject)) {
        const arrivals = await arrivalsOf(subject, lines);
        const end = arrivals.find(({ event }) => event.type === 'result')?.linesRead ?? lines.length;
        for (const count of cutsOf(lines).filter((lineCount) => lineCount < end)) {
          const success = await successIn(subject, lines.slice(0, count));
          expectThat(!success, `${name}, cut after line ${count}, is called a success`);
        }
      }
    },
  },
];

async function successIn(subject: Subject, lines: readonly string[]): Promise<boolean> {
  const results = eventsOfType(await eventsOf(subject, lines), 'result');
  return results.some(isSuccess);
}

/** Numbers of lines to keep, from none to all but one, evenly thinned where there are many. */
function cutsOf(lines: readonly string[]): readonly number[] {
  const step = Math.max(1, Math.ceil(lines.length / MOST_CUTS));
  return [...lines.keys()].filter((count) => count % step === 0 || count === lines.length - 1);
}

async function* counted(lines: readonly string[], count: () => void): AsyncGenerator<string> {
  for (const line of lines) {
    count();
    yield line;
  }
}
