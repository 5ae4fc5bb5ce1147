import { toConversation } from './conversation.ts';
import type { Conversation, Entry } from './conversation.ts';
import { openaiError, openaiMessages } from './openai-errors.ts';
import { openaiTotals } from './openai-totals.ts';
import { openaiSideAnswer } from './openai-side-requests.ts';
import { listOf, recordOf, textOf } from './read-json.ts';
import type { Answer, Frame, ModelRequest, Wire } from './wire.ts';

/** The Chat Completions API, which Grok speaks to models of its configuration. */
export const openaiChat: Wire = {
  name: 'openai-chat',
  route: (path) => (path === '/v1/chat/completions' ? 'model' : undefined),
  readConversation,
  streamAnswer,
  streamError: (error) => ({ data: openaiError(error) }),
  wholeAnswer,
  countTokens: () => ({}),
  errorBody: openaiError,
  messages: openaiMessages,
};

function readConversation({ headers, body }: ModelRequest): Conversation {
  const request = recordOf(body);
  return toConversation({
    model: textOf(request['model']),
    streams: request['stream'] === true,
    entries: listOf(request['messages']).flatMap(readMessage),
    sideAnswer: openaiSideAnswer({ headers, request }),
  });
}

function readMessage(value: unknown): readonly Entry[] {
  const message = recordOf(value);
  const texts = contentTexts(message['content']);
  switch (message['role']) {
    case 'assistant':
      return [{ kind: 'assistant', text: texts.join('') }];
    case 'tool':
      return [{ kind: 'tool-result', text: texts.join('\n') }];
    case 'user':
      return [{ kind: 'user', blocks: texts }];
    default:
      return [];
  }
}

function contentTexts(content: unknown): readonly string[] {
  if (typeof content === 'string') return [content];
  return listOf(content).flatMap((part) => textOf(recordOf(part)['text']) || []);
}

function streamAnswer(answer: Answer): readonly Frame[] {
  const { thought, chunks, toolCall } = answer;
  const deltas: Frame[] = [{ data: chunk(answer, { role: 'assistant', content: '' }) }];
  if (thought !== undefined) deltas.push({ data: chunk(answer, { reasoning_content: thought }) });
  for (const content of chunks) deltas.push({ data: chunk(answer, { content }), isText: true });
  if (toolCall) deltas.push({ data: chunk(answer, { tool_calls: [{ index: 0, ...toolCallOf(answer) }] }) });
  return [
    ...deltas,
    { data: chunk(answer, {}, finishReason(answer)) },
    { data: { ...head(answer, 'chat.completion.chunk'), choices: [], usage: usageOf(answer) } },
    { data: '[DONE]' },
  ];
}

function wholeAnswer(answer: Answer): unknown {
  const message = {
    role: 'assistant',
    content: answer.chunks.join(''),
    ...(answer.thought === undefined ? {} : { reasoning_content: answer.thought }),
    ...(answer.toolCall ? { tool_calls: [toolCallOf(answer)] } : {}),
  };
  return {
    ...head(answer, 'chat.completion'),
    choices: [{ index: 0, message, finish_reason: finishReason(answer) }],
    usage: usageOf(answer),
  };
}

function chunk(answer: Answer, delta: unknown, finish: string | null = null): unknown {
  return { ...head(answer, 'chat.completion.chunk'), choices: [{ index: 0, delta, finish_reason: finish }] };
}

function head({ number, model }: Answer, object: string): Readonly<Record<string, unknown>> {
  return { id: `chatcmpl-fake${number}`, object, created: 0, model };
}

function toolCallOf({ number, toolCall }: Answer): Readonly<Record<string, unknown>> {
  return {
    id: `call_fake${number}`,
    type: 'function',
    function: { name: toolCall?.name, arguments: JSON.stringify(toolCall?.input ?? {}) },
  };
}

function finishReason({ toolCall }: Answer): string {
  return toolCall ? 'tool_calls' : 'stop';
}

function usageOf({ usage }: Answer): unknown {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    ...openaiTotals(usage),
    prompt_tokens_details: { cached_tokens: usage.cached ?? 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
}
