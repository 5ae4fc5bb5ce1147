import type { AgentEvent, RunFacts } from '../provider.js';
import { runFacts, type Subject } from './check.js';
import { inspectBriefly } from './inspect-briefly.js';

/** The events of some lines, of a new conversation unless told otherwise. A throw becomes a fault that shows the last line given. */
export async function eventsOf(
  subject: Subject,
  lines: readonly string[] | AsyncIterable<string>,
  { run }: { readonly run?: RunFacts<unknown> | 'unknown' } = {},
): Promise<readonly AgentEvent[]> {
  let last: string | undefined;
  async function* source(): AsyncGenerator<string> {
    for await (const line of lines) {
      last = line;
      yield line;
    }
  }
  const facts = run ?? (await runFacts(subject));
  const events: AgentEvent[] = [];
  try {
    const parsed = subject.provider.parseOutput(source(), facts === 'unknown' ? undefined : facts);
    for await (const event of parsed) events.push(event);
  } catch (error) {
    throw new Error(`parseOutput throws after the line ${inspectBriefly(last)}: ${String(error)}`, { cause: error });
  }
  return events;
}

/** For each event the number of lines that had been read when it came; one more than there are when the input had ended. */
export async function arrivalsOf(
  subject: Subject,
  lines: readonly string[],
): Promise<readonly { readonly event: AgentEvent; readonly linesRead: number }[]> {
  let linesRead = 0;
  async function* source(): AsyncGenerator<string> {
    for (const line of lines) {
      linesRead += 1;
      yield line;
    }
    linesRead += 1;
  }
  const arrivals = [];
  const events = subject.provider.parseOutput(source(), await runFacts(subject));
  for await (const event of events) arrivals.push({ event, linesRead });
  return arrivals;
}

export type EventOf<Type extends AgentEvent['type']> = Extract<AgentEvent, { readonly type: Type }>;

export function eventsOfType<Type extends AgentEvent['type']>(
  events: readonly AgentEvent[],
  type: Type,
): readonly EventOf<Type>[] {
  // The type has just been compared.
  return events.filter((event) => event.type === type) as unknown as readonly EventOf<Type>[];
}

/** A run of text deltas of one message, as the gateway puts them together. */
export interface Message {
  readonly text: string;
  readonly deltas: number;
  /** Whether the agent did something else between the message before and this one. */
  readonly isApart: boolean;
}

export function messagesOf(events: readonly AgentEvent[]): readonly Message[] {
  const messages: { text: string; deltas: number; isApart: boolean; id: string | undefined }[] = [];
  let isApart = true;
  for (const event of events) {
    if (event.type === 'tool-call' || event.type === 'tool-result' || event.type === 'file-change') isApart = true;
    if (event.type !== 'text') continue;
    const current = messages.at(-1);
    if (current !== undefined && current.id === event.messageId) {
      current.text += event.delta;
      current.deltas += 1;
    } else {
      messages.push({ text: event.delta, deltas: 1, isApart, id: event.messageId });
    }
    isApart = false;
  }
  return messages;
}

/** Whether a result says that the run ended as it should. A failure may also be left for `explainFailure` to name. */
export function isSuccess({ stop, failure }: EventOf<'result'>): boolean {
  return stop !== 'failed' && failure === undefined;
}

/** Fixtures of runs that ended well. */
export function successesOf({ fixtures }: Subject): Subject['fixtures'] {
  return fixtures.filter(({ failure, isUnfinished }) => failure === undefined && !isUnfinished);
}
