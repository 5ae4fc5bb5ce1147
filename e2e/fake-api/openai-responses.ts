import { toConversation } from './conversation.ts';
import type { Conversation, Entry } from './conversation.ts';
import { formatToolCall } from './openai-tool-calls.ts';
import type { FormattedToolCall } from './openai-tool-calls.ts';
import { openaiError, openaiMessages } from './openai-errors.ts';
import { openaiTotals } from './openai-totals.ts';
import { openaiSideAnswer } from './openai-side-requests.ts';
import { listOf, recordOf, textOf } from './read-json.ts';
import type { Answer, ErrorInput, Frame, ModelRequest, Wire } from './wire.ts';

/** The Responses API, as Codex and Grok speak it. */
export const openaiResponses: Wire = {
  name: 'openai-responses',
  route: (path) => (path === '/v1/responses' ? 'model' : undefined),
  readConversation,
  streamAnswer,
  streamError,
  wholeAnswer: (answer) =>
    responseObject(answer, { status: 'completed', output: outputItems(answer).map((item) => item.whole) }),
  countTokens: () => ({}),
  errorBody: openaiError,
  messages: openaiMessages,
};

function readConversation({ headers, body }: ModelRequest): Conversation {
  const request = recordOf(body);
  const input =
    typeof request['input'] === 'string' ? [{ role: 'user', content: request['input'] }] : listOf(request['input']);
  return toConversation({
    model: textOf(request['model']),
    streams: request['stream'] === true,
    entries: input.flatMap(readItem),
    sideAnswer: openaiSideAnswer({ headers, request }),
  });
}

function readItem(value: unknown): readonly Entry[] {
  const item = recordOf(value);
  switch (item['type'] ?? 'message') {
    case 'message':
      return readMessage(item);
    case 'function_call_output':
    case 'custom_tool_call_output':
      return [{ kind: 'tool-result', text: contentTexts(item['output']).join('\n') }];
    default:
      return [];
  }
}

function readMessage(item: Readonly<Record<string, unknown>>): readonly Entry[] {
  const texts = contentTexts(item['content']);
  if (item['role'] === 'assistant') return [{ kind: 'assistant', text: texts.join('') }];
  if (item['role'] === 'user') return [{ kind: 'user', blocks: texts }];
  return [];
}

function contentTexts(content: unknown): readonly string[] {
  if (typeof content === 'string') return [content];
  return listOf(content).flatMap((part) => textOf(recordOf(part)['text']) || []);
}

function streamAnswer(answer: Answer): readonly Frame[] {
  const items = outputItems(answer);
  const opening = responseObject(answer, { status: 'in_progress', output: [] });
  const completed = responseObject(answer, { status: 'completed', output: items.map((item) => item.whole) });
  const events: readonly Frame[] = [
    { data: { type: 'response.created', response: opening } },
    { data: { type: 'response.in_progress', response: opening } },
    ...items.flatMap((item, outputIndex) => [
      { data: { type: 'response.output_item.added', output_index: outputIndex, item: item.start } },
      ...item.events.map(({ isText, ...event }) => ({
        data: { ...event, item_id: item.id, output_index: outputIndex },
        isText: isText === true,
      })),
      { data: { type: 'response.output_item.done', output_index: outputIndex, item: item.whole } },
    ]),
    { data: { type: 'response.completed', response: completed } },
  ];
  return events.map((frame, sequence) => {
    const data = { ...recordOf(frame.data), sequence_number: sequence };
    return { ...frame, data, event: textOf(recordOf(data)['type']) };
  });
}

function streamError({ code, message }: ErrorInput, answer: Answer): Frame {
  const response = responseObject(answer, { status: 'failed', output: [], error: { code, message } });
  // Grok insists on a number; any that is higher than those before it will do.
  return { event: 'response.failed', data: { type: 'response.failed', sequence_number: 1_000_000, response } };
}

interface ResponseState {
  readonly status: 'in_progress' | 'completed' | 'failed';
  readonly output: readonly unknown[];
  readonly error?: unknown;
}

function responseObject({ number, model, usage }: Answer, { status, output, error = null }: ResponseState): unknown {
  const tokens = {
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cached ?? 0 },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: 0 },
    ...openaiTotals(usage),
  };
  const head = { id: `resp_fake${number}`, object: 'response', created_at: 0, model };
  return { ...head, status, output, error, usage: status === 'completed' ? tokens : null };
}

interface OutputItem {
  readonly id: string;
  readonly start: unknown;
  readonly events: readonly { readonly type: string; readonly isText?: boolean; readonly [key: string]: unknown }[];
  readonly whole: unknown;
}

function outputItems({ number, thought, chunks, toolCall, request }: Answer): readonly OutputItem[] {
  const items: OutputItem[] = [];
  if (thought !== undefined) items.push(reasoningItem(`rs_fake${number}`, thought));
  if (chunks.length > 0) items.push(messageItem(`msg_fake${number}`, chunks));
  if (toolCall) items.push(toolCallItem(`fc_fake${number}`, `call_fake${number}`, formatToolCall(toolCall, request)));
  return items;
}

function reasoningItem(id: string, thought: string): OutputItem {
  const part = { type: 'summary_text', text: thought };
  return {
    id,
    start: { id, type: 'reasoning', summary: [] },
    events: [
      { type: 'response.reasoning_summary_part.added', summary_index: 0, part: { type: 'summary_text', text: '' } },
      { type: 'response.reasoning_summary_text.delta', summary_index: 0, delta: thought },
      { type: 'response.reasoning_summary_text.done', summary_index: 0, text: thought },
      { type: 'response.reasoning_summary_part.done', summary_index: 0, part },
    ],
    whole: { id, type: 'reasoning', summary: [part], encrypted_content: 'ZmFrZQ==' },
  };
}

function messageItem(id: string, chunks: readonly string[]): OutputItem {
  const part = { type: 'output_text', text: chunks.join(''), annotations: [] };
  return {
    id,
    start: { id, type: 'message', role: 'assistant', status: 'in_progress', content: [] },
    events: [
      { type: 'response.content_part.added', content_index: 0, part: { ...part, text: '' } },
      ...chunks.map((delta) => ({ type: 'response.output_text.delta', content_index: 0, delta, isText: true })),
      { type: 'response.output_text.done', content_index: 0, text: part.text },
      { type: 'response.content_part.done', content_index: 0, part },
    ],
    whole: { id, type: 'message', role: 'assistant', status: 'completed', content: [part] },
  };
}

function toolCallItem(id: string, callId: string, { type, name, payload }: FormattedToolCall): OutputItem {
  const field = type === 'function_call' ? 'arguments' : 'input';
  const eventName = type === 'function_call' ? 'response.function_call_arguments' : 'response.custom_tool_call_input';
  const head = { id, type, call_id: callId, ...name };
  return {
    id,
    start: { ...head, status: 'in_progress', [field]: '' },
    events: [
      { type: `${eventName}.delta`, delta: payload },
      { type: `${eventName}.done`, [field]: payload },
    ],
    whole: { ...head, status: 'completed', [field]: payload },
  };
}
