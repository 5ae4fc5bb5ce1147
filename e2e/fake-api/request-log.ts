import { appendFileSync } from 'node:fs';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

import type { Message } from './conversation.ts';
import type { WireName } from './wire.ts';

/** One request as the server received it. */
export interface RecordedRequest {
  readonly time: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Names in lower case; of credentials only the last four characters. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON, or the text when it is none. */
  readonly body: unknown;
  readonly wire: WireName | undefined;
  /** `turn`: the agent works on the prompt. `side`: the CLI's own business (titles, routes, token counts, model lists). */
  readonly kind: 'turn' | 'side';
  readonly model: string;
  /** The person's last own text, as received. Side requests may have one too. */
  readonly prompt: string;
  /** All that was said, the prompt included, without what the CLI added. */
  readonly history: readonly Message[];
  /** Results of tools called since the prompt. Empty on the first request of a turn. */
  readonly toolResults: readonly string[];
  /** `pending` until the answer is out whole (`answered`) or the connection is gone before that (`cut`: by the CLI, or by `[[drop]]`). */
  readonly outcome: 'pending' | 'answered' | 'cut';
  /** Status of the answer, once the request is not pending any more. */
  readonly status: number | undefined;
}

export interface RequestLog {
  readonly requests: readonly RecordedRequest[];
  /** Adds a request and follows its response to the end. */
  add(request: NewRequest, response: ServerResponse): void;
  waitForRequest(predicate: (request: RecordedRequest) => boolean, timeoutMs: number): Promise<RecordedRequest>;
}

export type NewRequest = Omit<RecordedRequest, 'time' | 'outcome' | 'status'>;

export function createRequestLog(logFile: string | undefined): RequestLog {
  const requests: RecordedRequest[] = [];
  const lookers = new Set<() => void>();

  function add(request: NewRequest, response: ServerResponse): void {
    const record = {
      time: new Date().toISOString(),
      ...request,
      outcome: 'pending' as RecordedRequest['outcome'],
      status: undefined as number | undefined,
    };
    requests.push(record);
    response.on('close', () => {
      record.outcome = response.writableFinished ? 'answered' : 'cut';
      record.status = response.headersSent ? response.statusCode : undefined;
      if (logFile !== undefined) appendFileSync(logFile, `${JSON.stringify(record)}\n`);
      notify();
    });
    notify();
  }

  function notify(): void {
    for (const look of lookers) look();
  }

  function waitForRequest(
    predicate: (request: RecordedRequest) => boolean,
    timeoutMs: number,
  ): Promise<RecordedRequest> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        lookers.delete(look);
        reject(new Error(`No such request within ${timeoutMs} ms; there were ${requests.length} others.`));
      }, timeoutMs);
      function look(): void {
        const found = requests.find(predicate);
        if (!found) return;
        clearTimeout(timer);
        lookers.delete(look);
        resolve(found);
      }
      lookers.add(look);
      look();
    });
  }

  return { requests, add, waitForRequest };
}

const secretHeaders = ['authorization', 'x-api-key', 'x-goog-api-key'];

/** Every header as one text, credentials cut to their last four characters. */
export function recordHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
      return [name, secretHeaders.includes(name) ? `…${text.slice(-4)}` : text];
    }),
  );
}
