import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Failure } from './behaviour.ts';
import type { Conversation } from './conversation.ts';
import type { CutShort, Reply } from './plan-reply.ts';
import type { Answer, Frame, Wire } from './wire.ts';

interface SendInput {
  readonly wire: Wire;
  readonly reply: Reply;
  readonly conversation: Conversation;
  /** Body of the request. */
  readonly request: unknown;
  /** Counts the server's answers. */
  readonly number: number;
}

/** Carries a reply out on the connection. Returns when there is nothing more to send, which is not always an end. */
export async function sendReply(
  response: ServerResponse,
  { wire, reply, conversation, request, number }: SendInput,
): Promise<void> {
  switch (reply.kind) {
    case 'error':
      return sendError(response, wire, reply.failure);
    case 'fault':
      return commitFault(response, reply.fault);
    case 'answer': {
      const answer: Answer = { ...reply.content, model: conversation.model, number, request };
      if (conversation.streams) return streamFrames(response, wire, answer, reply);
      return sendWhole(response, wire, answer, reply);
    }
    default:
      return reply satisfies never;
  }
}

export function sendError(response: ServerResponse, wire: Wire, failure: Failure): void {
  const { status, retryAfterSeconds, code, message = `fake failure ${status}` } = failure;
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  sendJson(response, status, wire.errorBody({ status, message, ...(code === undefined ? {} : { code }) }), headers);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function commitFault(response: ServerResponse, fault: 'hang' | 'drop' | 'garbage'): void {
  switch (fault) {
    case 'hang':
      return;
    case 'drop':
      response.socket?.destroy();
      return;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('<html>502 Bad Gateway</html>\n\ndata: {"type":"message_st\n\n\u0000\ufffd');
      return;
    default:
      fault satisfies never;
  }
}

interface Pace {
  readonly pauseMs: number;
  readonly cutShort?: CutShort;
}

/** Claude Code repeats a stream that broke as a request for the whole answer. */
async function sendWhole(
  response: ServerResponse,
  wire: Wire,
  answer: Answer,
  { pauseMs, cutShort }: Pace,
): Promise<void> {
  await sleep(pauseMs * answer.chunks.length);
  if (cutShort === 'stall') return;
  if (cutShort) return sendError(response, wire, { status: 500, ...cutShort });
  sendJson(response, 200, wire.wholeAnswer(answer));
}

async function streamFrames(
  response: ServerResponse,
  wire: Wire,
  answer: Answer,
  { pauseMs, cutShort }: Pace,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  for (const frame of wire.streamAnswer(answer)) {
    if (frame.isText && pauseMs > 0) await sleep(pauseMs);
    if (response.destroyed) return;
    writeFrame(response, frame);
    if (!frame.isText || !cutShort) continue;
    if (cutShort === 'stall') return;
    const { code = 'server_error', message = 'fake failure' } = cutShort;
    writeFrame(response, wire.streamError({ status: 500, code, message }, answer));
    break;
  }
  response.end();
}

function writeFrame(response: ServerResponse, { event, data }: Frame): void {
  if (event) response.write(`event: ${event}\n`);
  response.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
}
