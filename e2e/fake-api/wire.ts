import type { TokenCount, ToolCall } from './behaviour.ts';
import type { Conversation } from './conversation.ts';

export type WireName = 'anthropic' | 'openai-responses' | 'openai-chat' | 'gemini';

/** One dialect of model API: how to read its requests and how to word its answers. */
export interface Wire {
  readonly name: WireName;
  /** What a POST to this path asks for; undefined: not of this wire. */
  route(path: string): Route | undefined;
  readConversation(request: ModelRequest): Conversation;
  /** The answer as server-sent events, in order. */
  streamAnswer(answer: Answer): readonly Frame[];
  /** What ends a stream that goes wrong after its begin. */
  streamError(error: ErrorInput, answer: Answer): Frame;
  /** The answer as one JSON document. */
  wholeAnswer(answer: Answer): unknown;
  countTokens(conversation: Conversation): unknown;
  errorBody(error: ErrorInput): unknown;
  readonly messages: WireMessages;
}

/** The vendor's own words for the mistakes that the server finds by itself. */
export interface WireMessages {
  readonly noKey: string;
  readonly wrongKey: string;
  readonly unknownModel: (model: string) => string;
}

export type Route = 'model' | 'count-tokens';

export interface ModelRequest {
  readonly path: string;
  /** Names in lower case, as node:http has them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface ErrorInput {
  readonly status: number;
  readonly message: string;
  /** The error's name on the wire. Default: the usual one of the status. */
  readonly code?: string;
}

/** What the model says, once that is decided. */
export interface Answer {
  /** Makes ids that are unique per server. */
  readonly number: number;
  readonly model: string;
  readonly thought?: string;
  /** Empty when the answer is a tool call alone. */
  readonly chunks: readonly string[];
  readonly toolCall?: ToolCall;
  readonly usage: TokenCount;
  /** Body of the request: it says in which form a tool has to be called. */
  readonly request: unknown;
}

export interface Frame {
  /** Name of the server-sent event, on wires that name them. */
  readonly event?: string;
  /** Sent as JSON; a string is sent as it is (`[DONE]`). */
  readonly data: unknown;
  /** The frame carries a piece of text: slow answers wait before it, stalled ones stop after the first. */
  readonly isText?: boolean;
}
