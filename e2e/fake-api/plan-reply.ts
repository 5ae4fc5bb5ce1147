import type { Behaviour, Failure, Fault, TokenCount, ToolCall } from './behaviour.ts';
import type { Conversation, SideAnswer } from './conversation.ts';

/** What the server does with one model request. */
export type Reply =
  | { readonly kind: 'answer'; readonly content: Content; readonly pauseMs: number; readonly cutShort?: CutShort }
  | { readonly kind: 'error'; readonly failure: Failure }
  | { readonly kind: 'fault'; readonly fault: Exclude<Fault, 'stall'> };

/** How an answer ends after its first piece of text. */
export type CutShort = 'stall' | NonNullable<Behaviour['breakOff']>;

export interface Content {
  readonly thought?: string;
  readonly chunks: readonly string[];
  readonly toolCall?: ToolCall;
  readonly usage: TokenCount;
}

interface PlanInput {
  readonly behaviour: Behaviour;
  readonly conversation: Conversation;
  /** How often this very request has failed before. */
  readonly failuresSoFar: number;
}

/** Decides the reply. A tool's result is part of the same turn, so failures and faults concern its first request only. */
export function planReply({ behaviour, conversation, failuresSoFar }: PlanInput): Reply {
  const { failure, fault } = behaviour;
  const cutShort = fault === 'stall' ? fault : behaviour.breakOff;
  const isFirstRequest = conversation.toolResults.length === 0;
  if (isFirstRequest && failure && failuresSoFar < (failure.times ?? Infinity)) return { kind: 'error', failure };
  if (isFirstRequest && fault && fault !== 'stall') return { kind: 'fault', fault };
  return {
    kind: 'answer',
    content: planContent(behaviour, conversation),
    pauseMs: behaviour.slow?.pauseMs ?? 0,
    ...(isFirstRequest && cutShort ? { cutShort } : {}),
  };
}

export function planSideReply(answer: SideAnswer): Reply {
  const content = typeof answer === 'string' ? { chunks: [answer] } : { chunks: [], toolCall: answer };
  return { kind: 'answer', content: { ...content, usage: { input: 1, output: 1 } }, pauseMs: 0 };
}

function planContent(behaviour: Behaviour, conversation: Conversation): Content {
  const toolCall = behaviour.tools[conversation.toolResults.length];
  const chunks = toolCall ? [] : planChunks(behaviour, conversation);
  const said = toolCall ? JSON.stringify(toolCall.input) : chunks.join('');
  const heard = conversation.history.reduce((length, message) => length + message.text.length, 0);
  return {
    chunks,
    usage: behaviour.usage ?? { input: estimateTokens(heard), output: estimateTokens(said.length) },
    ...(toolCall ? { toolCall } : {}),
    ...(behaviour.think === undefined || conversation.toolResults.length > 0 ? {} : { thought: behaviour.think }),
  };
}

function planChunks(behaviour: Behaviour, conversation: Conversation): readonly string[] {
  const { slow } = behaviour;
  const text = planText(behaviour, conversation);
  if (!slow) return splitText(text);
  return [...Array.from({ length: slow.chunks }, (_, index) => `chunk ${index + 1}/${slow.chunks} `), text];
}

function planText(behaviour: Behaviour, { history, toolResults }: Conversation): string {
  if (toolResults.length > 0) return `tool said: ${toolResults.join(' | ')}`;
  if (behaviour.tellsHistory) return JSON.stringify(history);
  if (behaviour.characters !== undefined)
    return '0123456789'.repeat(Math.ceil(behaviour.characters / 10)).slice(0, behaviour.characters);
  return behaviour.say ?? `echo: ${behaviour.rest}`;
}

/** A few pieces for a short text, more for a long one: clients must put them together again. */
function splitText(text: string): readonly string[] {
  const size = Math.min(4096, Math.max(12, Math.ceil(text.length / 8)));
  const chunks: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = endOfChunk(text, start + size);
    chunks.push(text.slice(start, end));
    start = end;
  }
  return chunks.length > 0 ? chunks : [''];
}

/** After a word, as models do: a path stays in one piece, and so does a surrogate pair. */
function endOfChunk(text: string, earliest: number): number {
  const space = /\s/.exec(text.slice(earliest, earliest + 1000));
  if (space) return earliest + space.index + 1;
  return /[\uD800-\uDBFF]/.test(text.charAt(earliest - 1)) ? earliest + 1 : earliest;
}

function estimateTokens(characters: number): number {
  return Math.max(1, Math.ceil(characters / 4));
}
