import type { AgentEvent } from '../../provider.js';
import {
  eventsOf,
  outputLine,
  parseJson,
  parseOutput,
  referenceProvider,
  type OutputLine,
} from './reference-provider.js';
import { eventMutant, mutant, typeMutant, type Mutant } from './mutant.js';

/** Mistakes in reading what the CLI prints. */
export const outputMutants: readonly Mutant[] = [
  // lines that are not what one hoped for
  mutant('JSON.parse unguarded', 'one banner line of npm loses the whole run', {
    parseOutput: async function* (lines) {
      for await (const line of lines) yield* eventsOf(outputLine.parse(JSON.parse(line)));
    },
  }),
  mutant('unknown type throws', 'a new version of the CLI prints one more kind of line', {
    parseOutput: async function* (lines) {
      for await (const line of lines) {
        const value = parseJson(line);
        const known = outputLine.safeParse(value);
        if (known.success) yield* eventsOf(known.data);
        else if (typeof value === 'object' && value !== null && 'type' in value) throw new Error('unknown line');
      }
    },
  }),
  mutant('dispatch by object key', 'the type "constructor" finds a function where no handler is', {
    parseOutput: async function* (lines) {
      for await (const line of lines) {
        const value = parseJson(line);
        const known = outputLine.safeParse(value);
        const type = new Map(Object.entries(Object(value))).get('type');
        // As careless as the original.
        const isHandled = (handlers as Record<string, unknown>)[type as string] !== undefined;
        if (isHandled) yield* eventsOf(known.data as OutputLine);
      }
    },
  }),
  mutant('noise is text', 'warnings of the terminal stand in the answer', {
    parseOutput: async function* (lines) {
      for await (const line of lines) {
        const known = outputLine.safeParse(parseJson(line));
        if (known.success) yield* eventsOf(known.data);
        else yield { type: 'text', delta: line };
      }
    },
  }),
  mutant('shape believed', 'a null where a list was ends the run', {
    parseOutput: async function* (lines) {
      for await (const line of lines) {
        const value = parseJson(line);
        // As careless as the original.
        const { type, text } = Object(value) as { type?: string; text: string };
        if (type === 'delta') text.trim();
        const known = outputLine.safeParse(value);
        if (known.success) yield* eventsOf(known.data);
      }
    },
  }),
  mutant('end without result throws', 'a run that was killed ends as an internal error', {
    parseOutput: async function* (lines) {
      let hasResult = false;
      for await (const event of parseOutput(lines)) {
        hasResult ||= event.type === 'result';
        yield event;
      }
      if (!hasResult) throw new Error('unexpected end of output');
    },
  }),

  mutant('facts believed', 'a run that an earlier gateway began cannot be read', {
    parseOutput: async function* (lines, run) {
      // As careless as the original.
      if ((run as { options: unknown }).options !== undefined) yield* parseOutput(lines);
    },
  }),

  // how a run ends
  typeMutant(
    'error shown as success',
    'the CLI says is_error, and the caller reads its text as an answer',
    'done',
    ({ text }) => [{ type: 'result', stop: 'end-turn', text }],
  ),
  mutant('every end is a success', 'a killed run gives half an answer and no error', {
    parseOutput: async function* (lines) {
      let text = '';
      for await (const event of parseOutput(lines)) {
        if (event.type === 'text') text += event.delta;
        if (event.type !== 'result') yield event;
      }
      yield { type: 'result', stop: 'end-turn', text };
    },
  }),
  eventMutant('result lost', 'every run looks as if it had been killed', (event) =>
    event.type === 'result' ? [] : [event],
  ),
  eventMutant('failed result lost', 'a limit is reported as a run that was killed', (event) =>
    event.type === 'result' && event.failure !== undefined ? [] : [event],
  ),
  eventMutant('result twice', 'a job ends, and then ends again', (event) =>
    event.type === 'result' ? [event, event] : [event],
  ),
  eventMutant('code of the vendor', 'no retry, because nobody knows "rate_limit_error"', (event) =>
    event.type === 'result' && event.failure !== undefined
      ? [{ ...event, failure: { ...event.failure, code: 'rate_limit_error' } }]
      : [event],
  ),
  eventMutant('failure without a stop', 'the reason is there, and the turn counts as ended well', (event) =>
    event.type === 'result' && event.failure !== undefined ? [{ ...event, stop: 'end-turn' }] : [event],
  ),
  typeMutant('text of the vendor', 'raw JSON of the API stands where a sentence should', 'done', (line) =>
    line.is_error
      ? [{ type: 'result', stop: 'failed', failure: { code: 'rate_limited', message: JSON.stringify(line) } }]
      : eventsOf(line),
  ),

  // sessions
  eventMutant('session not reported', 'the conversation cannot be continued', (event) =>
    event.type === 'session' ? [] : [event],
  ),
  typeMutant('session of each message', 'the id that is kept is that of the last message', 'delta', (line) => [
    { type: 'session', id: line.message },
    ...eventsOf(line),
  ]),

  // text
  typeMutant(
    'text doubled',
    'the message comes in pieces, and then once more as a whole',
    'message',
    ({ message, text }) => [{ type: 'text', delta: text, messageId: message }],
  ),
  typeMutant(
    'text doubled under another id',
    'the same, so that only the progress shows it',
    'message',
    ({ message, text }) => [{ type: 'text', delta: text, messageId: `${message}-whole` }],
  ),
  typeMutant('only the first piece', 'the answer ends in the middle of a sentence', 'delta', (line) =>
    eventsOf({ ...line, text: line.text.slice(0, 4) }),
  ),
  mutant('everything at the end', 'no progress is seen, and the idle time-out kills a healthy run', {
    parseOutput: async function* (lines) {
      const events: AgentEvent[] = [];
      for await (const event of parseOutput(lines)) events.push(event);
      yield* events;
    },
  }),
  mutant('streaming overstated', 'whole messages are announced as pieces', {
    parseOutput: async function* (lines) {
      for await (const line of lines) {
        const known = outputLine.safeParse(parseJson(line));
        if (!known.success || known.data.type === 'delta') continue;
        if (known.data.type === 'message')
          yield { type: 'text', delta: known.data.text, messageId: known.data.message };
        else yield* eventsOf(known.data);
      }
    },
  }),
  mutant('stops at the result', 'the CLI blocks on a pipe that nobody reads', {
    parseOutput: async function* (lines) {
      for await (const event of parseOutput(lines)) {
        yield event;
        if (event.type === 'result') return;
      }
    },
  }),
  mutant('state between runs', 'the second run of a process misses its session id', {
    parseOutput: (() => {
      const seen = new Set<string>();
      return async function* (lines: AsyncIterable<string>): AsyncGenerator<AgentEvent> {
        for await (const event of parseOutput(lines)) {
          if (event.type === 'session' && seen.has(event.id)) continue;
          if (event.type === 'session') seen.add(event.id);
          yield event;
        }
      };
    })(),
  }),
  mutant('numbers that count on', 'two runs at once mix up their messages', {
    parseOutput: (() => {
      let message = 0;
      return async function* (lines: AsyncIterable<string>): AsyncGenerator<AgentEvent> {
        for await (const event of parseOutput(lines)) {
          if (event.type === 'session') message += 1;
          yield event.type === 'text' ? { ...event, messageId: `${message}-${event.messageId}` } : event;
        }
      };
    })(),
  }),

  // usage
  typeMutant(
    'cache not counted',
    'more tokens come from the cache than went in',
    'usage',
    ({ uncached, cached, output }) => [
      { type: 'usage', usage: { inputTokens: uncached, cachedInputTokens: cached, outputTokens: output } },
    ],
  ),
  typeMutant('renamed field', 'the CLI renamed a counter, and the sum is not a number', 'usage', (line) => [
    {
      type: 'usage',
      usage: { inputTokens: line.uncached + Number(Object(line).cached_tokens), outputTokens: line.output },
    },
  ]),
  typeMutant(
    'difference below zero',
    'counts over the whole session are subtracted the wrong way round',
    'usage',
    ({ output }) => [{ type: 'usage', usage: { outputTokens: output - 100 } }],
  ),
  eventMutant('undefined in an event', 'the event is another one after the database', (event) =>
    event.type === 'tool-result' ? [{ ...event, isError: undefined }] : [event],
  ),
  eventMutant('date in an event', 'the event is another one after the database', (event) =>
    event.type === 'tool-call' ? [{ ...event, input: new Date(0) }] : [event],
  ),
  eventMutant('event of its own', 'consumers ignore what the contract does not know', (event) =>
    event.type === 'tool-call' ? [{ ...event, type: 'tool_call' }] : [event],
  ),
];

const handlers = Object.fromEntries(
  ['init', 'delta', 'message', 'tool', 'tool_done', 'usage', 'done'].map((type) => [
    type,
    referenceProvider.parseOutput,
  ]),
);
