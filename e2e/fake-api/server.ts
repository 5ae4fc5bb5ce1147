import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { anthropic } from './anthropic.ts';
import { readBehaviour } from './behaviour.ts';
import type { Conversation } from './conversation.ts';
import { gemini } from './gemini.ts';
import { modelList } from './models.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { planReply, planSideReply } from './plan-reply.ts';
import type { Reply } from './plan-reply.ts';
import { parseJson } from './read-json.ts';
import { createRequestLog, recordHeaders } from './request-log.ts';
import type { RecordedRequest, RequestLog } from './request-log.ts';
import { sendError, sendJson, sendReply } from './send-reply.ts';
import type { Wire } from './wire.ts';

export interface FakeApiOptions {
  /** When set, a request with any other key, or none, gets the wire's 401. Default: all are welcome. */
  readonly apiKey?: string;
  /** Every request is appended to this file as one JSON line, once it is answered or cut. */
  readonly logFile?: string;
}

export interface FakeApi {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly url: string;
  /** Every request so far, oldest first. Grows while the server runs. */
  readonly requests: readonly RecordedRequest[];
  /** The first request, past or future, that fits; asked again whenever a request arrives or ends. Rejects when there is none in time. */
  waitForRequest(predicate: (request: RecordedRequest) => boolean, timeoutMs: number): Promise<RecordedRequest>;
  /** Cuts all connections and stops listening. */
  close(): Promise<void>;
}

/** Starts a model API on a free port of the loopback interface. `behaviour.ts` says how a prompt steers it. */
export async function startFakeApi({ apiKey, logFile }: FakeApiOptions = {}): Promise<FakeApi> {
  const state: State = { apiKey, log: createRequestLog(logFile), failures: new Map() };
  const server = createServer((incoming, response) => {
    answer(state, incoming, response).catch((error: unknown) => {
      // The CLI may have gone in the middle of its request; a mistake of our own must be seen.
      if (!incoming.destroyed)
        process.stderr.write(`fake API: ${error instanceof Error ? error.stack : String(error)}\n`);
      response.destroy();
    });
  });
  // The built-in provider of Codex asks for a WebSocket first and takes this for "use HTTP".
  server.on('upgrade', (_incoming, socket) =>
    socket.end('HTTP/1.1 426 Upgrade Required\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a TCP port has an address of this kind.
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests: state.log.requests,
    waitForRequest: (predicate, timeoutMs) => state.log.waitForRequest(predicate, timeoutMs),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface State {
  readonly apiKey: string | undefined;
  readonly log: RequestLog;
  /** How often a turn's first request has failed on purpose. */
  readonly failures: Map<string, number>;
}

const wires: readonly Wire[] = [anthropic, openaiResponses, openaiChat, gemini];

async function answer(state: State, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const path = url.pathname;
  const method = incoming.method ?? 'GET';
  const headers = recordHeaders(incoming.headers);
  const body = parseJson(await readBody(incoming));
  const wire = method === 'POST' ? wires.find((candidate) => candidate.route(path) !== undefined) : undefined;
  const conversation = wire?.readConversation({ path, headers, body }) ?? noConversation;
  const isTurn = wire?.route(path) === 'model' && conversation.sideAnswer === undefined;
  const { model, prompt, history, toolResults } = conversation;
  state.log.add(
    {
      method,
      path,
      headers,
      body,
      wire: wire?.name,
      kind: isTurn ? 'turn' : 'side',
      model,
      prompt,
      history,
      toolResults,
    },
    response,
  );

  if (!wire) return answerOther(response, { method, path });
  const keys = keysOf(incoming.headers, url);
  if (state.apiKey !== undefined && !keys.includes(state.apiKey)) {
    const message = keys.length === 0 ? wire.messages.noKey : wire.messages.wrongKey;
    return sendError(response, wire, { status: 401, message });
  }
  if (wire.route(path) === 'count-tokens') return sendJson(response, 200, wire.countTokens(conversation));
  const reply = decideReply(state, wire, conversation);
  await sendReply(response, { wire, reply, conversation, request: body, number: state.log.requests.length });
}

const noConversation: Conversation = { model: '', streams: false, prompt: '', history: [], toolResults: [] };

function decideReply({ failures }: State, wire: Wire, conversation: Conversation): Reply {
  const { model, prompt, history, sideAnswer } = conversation;
  if (model.startsWith('no-such-'))
    return { kind: 'error', failure: { status: 404, message: wire.messages.unknownModel(model) } };
  if (sideAnswer !== undefined) return planSideReply(sideAnswer);
  const turn = `${wire.name} ${history.length} ${prompt}`;
  const failuresSoFar = failures.get(turn) ?? 0;
  const reply = planReply({ behaviour: readBehaviour(prompt), conversation, failuresSoFar });
  if (reply.kind === 'error') failures.set(turn, failuresSoFar + 1);
  // The same prompt may be asked again by the next test.
  if (reply.kind === 'answer') failures.delete(turn);
  return reply;
}

function answerOther(
  response: ServerResponse,
  { method, path }: { readonly method: string; readonly path: string },
): void {
  if (method === 'HEAD') return void response.writeHead(200).end();
  if (method === 'GET' && path.endsWith('/models')) return sendJson(response, 200, modelList(path));
  sendJson(response, 404, { error: { message: `The fake API has no ${method} ${path}.` } });
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  incoming.setEncoding('utf8');
  let text = '';
  for await (const chunk of incoming) text += chunk;
  return text;
}

/** Wires carry the key in different places, and a CLI may send two. */
function keysOf(headers: IncomingHttpHeaders, url: URL): readonly unknown[] {
  const bearer = headers.authorization?.replace(/^Bearer\s+/i, '');
  const keys = [bearer, headers['x-api-key'], headers['x-goog-api-key'], url.searchParams.get('key')];
  return keys.filter(Boolean);
}
