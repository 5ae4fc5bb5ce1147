import { toConversation } from './conversation.ts';
import type { Conversation, Entry } from './conversation.ts';
import { listOf, recordOf, textOf } from './read-json.ts';
import type { Answer, ErrorInput, Frame, ModelRequest, Route, Wire } from './wire.ts';

/** The Messages API, as Claude Code speaks it. */
export const anthropic: Wire = {
  name: 'anthropic',
  route,
  readConversation,
  streamAnswer,
  streamError: (error) => ({ event: 'error', data: errorBody(error) }),
  wholeAnswer,
  countTokens: ({ history }) => ({ input_tokens: Math.ceil(JSON.stringify(history).length / 4) }),
  errorBody,
  messages: {
    noKey: 'x-api-key header is required',
    wrongKey: 'invalid x-api-key',
    unknownModel: (model) => `model: ${model}`,
  },
};

function errorBody({ status, message, code }: ErrorInput): unknown {
  return { type: 'error', error: { type: code ?? errorTypes[status] ?? 'api_error', message } };
}

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

function route(path: string): Route | undefined {
  if (path === '/v1/messages') return 'model';
  if (path === '/v1/messages/count_tokens') return 'count-tokens';
  return undefined;
}

function readConversation({ body }: ModelRequest): Conversation {
  const request = recordOf(body);
  return toConversation({
    model: textOf(request['model']),
    streams: request['stream'] === true,
    entries: listOf(request['messages']).flatMap(readMessage),
    // A probe of the key or of the quota; nobody reads the answer.
    sideAnswer: request['max_tokens'] === 1 ? 'ok' : undefined,
  });
}

function readMessage(value: unknown): readonly Entry[] {
  const message = recordOf(value);
  const blocks = textBlocks(message['content']);
  if (message['role'] === 'assistant') return [{ kind: 'assistant', text: blocks.join('') }];
  if (message['role'] !== 'user') return [];
  const results = listOf(message['content']).filter((block) => recordOf(block)['type'] === 'tool_result');
  if (results.length === 0) return [{ kind: 'user', blocks }];
  return results.map((result) => ({ kind: 'tool-result', text: textBlocks(recordOf(result)['content']).join('\n') }));
}

function textBlocks(content: unknown): readonly string[] {
  if (typeof content === 'string') return [content];
  return listOf(content)
    .map(recordOf)
    .filter((block) => block['type'] === 'text')
    .map((block) => textOf(block['text']));
}

function streamAnswer(answer: Answer): readonly Frame[] {
  const blocks = contentBlocks(answer);
  const message = {
    ...messageHead(answer),
    content: [],
    stop_reason: null,
    usage: { ...usageOf(answer), output_tokens: 1 },
  };
  const events: readonly Frame[] = [
    { data: { type: 'message_start', message } },
    { data: { type: 'ping' } },
    ...blocks.flatMap((block, index) => [
      { data: { type: 'content_block_start', index, content_block: block.start } },
      ...block.deltas.map((delta) => ({
        data: { type: 'content_block_delta', index, delta },
        isText: delta['type'] === 'text_delta',
      })),
      { data: { type: 'content_block_stop', index } },
    ]),
    {
      data: {
        type: 'message_delta',
        delta: { stop_reason: stopReason(answer), stop_sequence: null },
        usage: usageOf(answer),
      },
    },
    { data: { type: 'message_stop' } },
  ];
  return events.map((frame) => ({ ...frame, event: textOf(recordOf(frame.data)['type']) }));
}

function wholeAnswer(answer: Answer): unknown {
  return {
    ...messageHead(answer),
    content: contentBlocks(answer).map((block) => block.whole),
    stop_reason: stopReason(answer),
    usage: usageOf(answer),
  };
}

interface ContentBlock {
  readonly start: unknown;
  readonly deltas: readonly Readonly<Record<string, unknown>>[];
  readonly whole: unknown;
}

function contentBlocks({ number, thought, chunks, toolCall }: Answer): readonly ContentBlock[] {
  const blocks: ContentBlock[] = [];
  if (thought !== undefined) {
    const signature = 'ZmFrZQ==';
    blocks.push({
      start: { type: 'thinking', thinking: '', signature: '' },
      deltas: [
        { type: 'thinking_delta', thinking: thought },
        { type: 'signature_delta', signature },
      ],
      whole: { type: 'thinking', thinking: thought, signature },
    });
  }
  if (chunks.length > 0) {
    blocks.push({
      start: { type: 'text', text: '' },
      deltas: chunks.map((text) => ({ type: 'text_delta', text })),
      whole: { type: 'text', text: chunks.join('') },
    });
  }
  if (toolCall) {
    const head = { type: 'tool_use', id: `toolu_fake${number}`, name: toolCall.name };
    blocks.push({
      start: { ...head, input: {} },
      deltas: [{ type: 'input_json_delta', partial_json: JSON.stringify(toolCall.input) }],
      whole: { ...head, input: toolCall.input },
    });
  }
  return blocks;
}

function messageHead({ number, model }: Answer): Readonly<Record<string, unknown>> {
  return { id: `msg_fake${number}`, type: 'message', role: 'assistant', model, stop_sequence: null };
}

function usageOf({ usage }: Answer): Readonly<Record<string, number>> {
  const { input, output, cached = 0 } = usage;
  return {
    input_tokens: input - cached,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
    output_tokens: output,
  };
}

function stopReason({ toolCall }: Answer): string {
  return toolCall ? 'tool_use' : 'end_turn';
}
