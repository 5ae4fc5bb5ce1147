import type { AgentEvent } from '@llm-gateway/core/provider';
import { contentBlock, fileChange, streamEvent, type MessageLine } from './output-schema.js';

/** What earlier messages said that later ones need. */
export interface Messages {
  model: string | undefined;
  /** The message that arrives in pieces now, and which of its kinds of text have. */
  streamed: { readonly id: string; readonly kinds: Set<'text' | 'thinking'> } | undefined;
  /** The kind of the API error that the last message told of. */
  apiError: string | undefined;
}

/** Turns what the agent and its tools say into events. Each text comes twice, in pieces and whole, and is reported once. */
export function* reportMessage(line: MessageLine, messages: Messages): Generator<AgentEvent> {
  switch (line.type) {
    case 'stream_event':
      if (line.parent_tool_use_id === undefined) yield* reportPiece(line.event, messages);
      return;
    case 'assistant':
      yield* reportWhole(line, messages);
      return;
    case 'user':
      yield* reportToolResults(line);
      return;
    default:
      line satisfies never;
  }
}

export function* reportModel(model: string | undefined, messages: Messages): Generator<AgentEvent> {
  if (model === undefined || model === messages.model) return;
  messages.model = model;
  yield { type: 'model', id: model };
}

function* reportPiece(event: unknown, messages: Messages): Generator<AgentEvent> {
  const piece = streamEvent.safeParse(event).data;
  if (piece === undefined) return;
  if (piece.type === 'message_start') {
    messages.streamed = { id: piece.message.id, kinds: new Set() };
    yield* reportModel(piece.message.model, messages);
    return;
  }
  const { delta } = piece;
  const { streamed } = messages;
  streamed?.kinds.add(delta.type === 'text_delta' ? 'text' : 'thinking');
  if (delta.type === 'text_delta') yield* textEvent('text', delta.text, streamed?.id);
  else yield* textEvent('thought', delta.thinking, streamed?.id);
}

type AssistantLine = Extract<MessageLine, { type: 'assistant' }>;

function* reportWhole(line: AssistantLine, messages: Messages): Generator<AgentEvent> {
  if (line.error !== undefined) {
    // The text is the vendor's, and the result names the failure.
    messages.apiError = line.error;
    return;
  }
  const { id, content } = line.message;
  const isSubagent = line.parent_tool_use_id !== undefined;
  const arrived = messages.streamed !== undefined && messages.streamed.id === id ? messages.streamed.kinds : undefined;
  for (const part of content) {
    const block = contentBlock.safeParse(part).data;
    if (block?.type === 'tool_use') {
      yield { type: 'tool-call', callId: block.id, name: block.name, input: block.input };
      continue;
    }
    // A subagent's words are for the agent, which gets them as the result of a tool.
    if (isSubagent) continue;
    if (block?.type === 'text' && !arrived?.has('text')) yield* textEvent('text', block.text, id);
    if (block?.type === 'thinking' && !arrived?.has('thinking')) yield* textEvent('thought', block.thinking, id);
  }
}

function* textEvent(type: 'text' | 'thought', delta: string, messageId: string | undefined): Generator<AgentEvent> {
  if (delta !== '') yield { type, delta, ...(messageId !== undefined && { messageId }) };
}

type UserLine = Extract<MessageLine, { type: 'user' }>;

function* reportToolResults({ message, tool_use_result }: UserLine): Generator<AgentEvent> {
  if (typeof message.content === 'string') return;
  for (const part of message.content) {
    const block = contentBlock.safeParse(part).data;
    if (block?.type !== 'tool_result') continue;
    yield {
      type: 'tool-result',
      callId: block.tool_use_id,
      ...(block.content !== undefined && { output: block.content }),
      ...(block.is_error && { isError: true }),
    };
  }
  const change = fileChange.safeParse(tool_use_result).data;
  if (change) yield { type: 'file-change', path: change.path, change: change.isNew ? 'create' : 'modify' };
}
