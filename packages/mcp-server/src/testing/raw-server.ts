import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Sandbox } from './sandbox.js';

/** The server as what it is: a process with two pipes. */
export interface RawServer {
  readonly child: ChildProcessWithoutNullStreams;
  /** Every line of stdout so far. */
  readonly lines: readonly string[];
  readonly ended: Promise<number | null>;
  /** Sends a request and resolves to its answer. */
  request(method: string, params?: object): Promise<Record<string, unknown>>;
  notify(method: string, params?: object): void;
  /** The opening of a client of the 2025 protocol. */
  initialize(): Promise<void>;
}

export function startRawServer({ command, args, env, cwd }: Sandbox): RawServer {
  const child = spawn(command, args, { cwd, env });
  child.stderr.resume();
  const lines: string[] = [];
  const waiting = new Map<unknown, (message: Record<string, unknown>) => void>();
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    const message: Record<string, unknown> = JSON.parse(line);
    waiting.get(message['id'])?.(message);
  });
  let id = 0;
  const send = (message: object): void => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  };
  const server: RawServer = {
    child,
    lines,
    ended: new Promise((resolve) => child.once('exit', resolve)),
    request: (method, params = {}) => {
      id += 1;
      send({ id, method, params });
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    notify: (method, params = {}) => send({ method, params }),
    initialize: async () => {
      const clientInfo = { name: 'raw', version: '1.0.0' };
      await server.request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
      server.notify('notifications/initialized');
    },
  };
  return server;
}
