import type { ToolCall } from './behaviour.ts';
import { ownTexts } from './own-text.ts';

/** One line of what was said, as a model would remember it. */
export interface Message {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** What a wire's request body says, in the order in which it was said. */
export type Entry =
  | { readonly kind: 'user'; readonly blocks: readonly string[] }
  | { readonly kind: 'assistant'; readonly text: string }
  | { readonly kind: 'tool-result'; readonly text: string };

/** A model request without the dialect of its wire. */
export interface Conversation {
  readonly model: string;
  readonly streams: boolean;
  /** The person's last own text, byte for byte as it arrived. */
  readonly prompt: string;
  readonly history: readonly Message[];
  /** Results of the tools that the model called since `prompt`. */
  readonly toolResults: readonly string[];
  /** Set for a request that the CLI makes for itself (a title, a route): what to answer quietly. */
  readonly sideAnswer?: SideAnswer;
}

export type SideAnswer = string | ToolCall;

interface ConversationInput {
  readonly model: string;
  readonly streams: boolean;
  readonly entries: readonly Entry[];
  readonly sideAnswer?: SideAnswer | undefined;
}

export function toConversation({ model, streams, entries, sideAnswer }: ConversationInput): Conversation {
  const said = entries.map(withoutAdditions);
  const lastUser = said.findLastIndex((entry) => entry.kind === 'user' && entry.blocks.length > 0);
  const last = said[lastUser];
  return {
    model,
    streams,
    prompt: last?.kind === 'user' ? (last.blocks.at(-1) ?? '') : '',
    history: said.flatMap(messagesOf),
    toolResults: said.slice(lastUser + 1).flatMap((entry) => (entry.kind === 'tool-result' ? [entry.text] : [])),
    ...(sideAnswer === undefined ? {} : { sideAnswer }),
  };
}

function withoutAdditions(entry: Entry): Entry {
  return entry.kind === 'user' ? { kind: 'user', blocks: ownTexts(entry.blocks) } : entry;
}

function messagesOf(entry: Entry): readonly Message[] {
  switch (entry.kind) {
    case 'user':
      return entry.blocks.map((text) => ({ role: 'user', text }));
    case 'assistant':
      return entry.text === '' ? [] : [{ role: 'assistant', text: entry.text }];
    case 'tool-result':
      return [];
    default:
      return entry satisfies never;
  }
}
