import { toConversation } from './conversation.ts';
import type { Conversation, Entry } from './conversation.ts';
import { listOf, recordOf, textOf } from './read-json.ts';
import { sampleFromSchema } from './sample-from-schema.ts';
import type { Answer, ErrorInput, Frame, ModelRequest, Route, Wire } from './wire.ts';

/** The Gemini API, as Gemini CLI speaks it. */
export const gemini: Wire = {
  name: 'gemini',
  route,
  readConversation,
  streamAnswer,
  streamError: (error) => ({ data: errorBody(error) }),
  wholeAnswer,
  countTokens: ({ history }) => ({ totalTokens: Math.ceil(JSON.stringify(history).length / 4) }),
  errorBody,
  messages: {
    noKey: "Method doesn't allow unregistered callers.",
    wrongKey: 'API key not valid. Please pass a valid API key.',
    unknownModel: (model) =>
      `models/${model} is not found for API version v1beta, or is not supported for generateContent.`,
  },
};

function errorBody({ status, message, code }: ErrorInput): unknown {
  return { error: { code: status, message, status: code ?? errorWords[status] ?? 'UNKNOWN' } };
}

const errorWords: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

const modelPath = /^\/v1(?:beta)?\/models\/([^:/]+):(\w+)$/;

function route(path: string): Route | undefined {
  switch (modelPath.exec(path)?.[2]) {
    case 'streamGenerateContent':
    case 'generateContent':
      return 'model';
    case 'countTokens':
      return 'count-tokens';
    default:
      return undefined;
  }
}

function readConversation({ path, body }: ModelRequest): Conversation {
  const request = recordOf(body);
  const [, model = '', method] = modelPath.exec(path) ?? [];
  const streams = method === 'streamGenerateContent';
  return toConversation({
    model,
    streams,
    entries: listOf(request['contents']).flatMap(readContent),
    sideAnswer: streams ? undefined : sideAnswer(request),
  });
}

/** Turns are always streamed. What is not is the router, the titles and the like. */
function sideAnswer(request: Readonly<Record<string, unknown>>): string {
  const { responseJsonSchema, responseSchema } = recordOf(request['generationConfig']);
  const schema = responseJsonSchema ?? responseSchema;
  return schema === undefined ? 'fake side answer' : JSON.stringify(sampleFromSchema(schema));
}

function readContent(value: unknown): readonly Entry[] {
  const content = recordOf(value);
  const parts = listOf(content['parts']).map(recordOf);
  const texts = parts.filter((part) => part['thought'] !== true).flatMap((part) => textOf(part['text']) || []);
  if (content['role'] === 'model') return [{ kind: 'assistant', text: texts.join('') }];
  const results = parts.filter((part) => part['functionResponse'] !== undefined);
  if (results.length === 0) return [{ kind: 'user', blocks: texts }];
  return results.map((part) => ({
    kind: 'tool-result',
    text: toolResultText(recordOf(recordOf(part['functionResponse'])['response'])),
  }));
}

function toolResultText(response: Readonly<Record<string, unknown>>): string {
  return textOf(response['output']) || textOf(response['error']) || JSON.stringify(response);
}

function streamAnswer(answer: Answer): readonly Frame[] {
  const parts = partsOf(answer);
  return parts.map((part, index) => {
    const data = documentOf(answer, [part], { isLast: index === parts.length - 1 });
    return { data, isText: 'text' in part && part['thought'] !== true };
  });
}

function wholeAnswer(answer: Answer): unknown {
  return documentOf(answer, partsOf(answer), { isLast: true });
}

type Part = Readonly<Record<string, unknown>>;

function partsOf({ thought, chunks, toolCall }: Answer): readonly Part[] {
  const parts: Part[] = thought === undefined ? [] : [{ text: thought, thought: true }];
  for (const text of chunks) parts.push({ text });
  if (toolCall) parts.push({ functionCall: { name: toolCall.name, args: toolCall.input } });
  return parts;
}

function documentOf(answer: Answer, parts: readonly Part[], { isLast }: { readonly isLast: boolean }): unknown {
  const { number, model, usage } = answer;
  const candidate = { index: 0, content: { role: 'model', parts } };
  const head = { modelVersion: model, responseId: `fake${number}` };
  if (!isLast) return { candidates: [candidate], ...head };
  const usageMetadata = {
    promptTokenCount: usage.input,
    candidatesTokenCount: usage.output,
    totalTokenCount: usage.input + usage.output,
    ...(usage.cached === undefined ? {} : { cachedContentTokenCount: usage.cached }),
  };
  return { candidates: [{ ...candidate, finishReason: 'STOP' }], usageMetadata, ...head };
}
