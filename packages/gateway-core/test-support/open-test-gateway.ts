import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import createSampleProvider from '../../../examples/provider-sample/src/index.js';
import { createGateway, type Gateway, type GatewayRequest, type JobResult, type Provider } from '../src/index.js';

export interface TestGateway {
  readonly gateway: Gateway;
  /** The throw-away home; `data` in it is LLM_GATEWAY_HOME. */
  readonly home: string;
  /** Asks the sample agent and waits for the end. */
  ask(prompt: string, request?: Partial<GatewayRequest>): Promise<JobResult>;
}

const gateways: Gateway[] = [];
const homes: string[] = [];

/** A gateway over the offline sample agent with a home of its own; both are gone after the test. */
export async function openTestGateway(
  environment: Record<string, string> = {},
  { home = makeHome(), provider = createSampleProvider() }: { home?: string; provider?: Provider } = {},
): Promise<TestGateway> {
  const gateway = await createGateway({
    providers: [provider],
    environment: { PATH: process.env['PATH'], HOME: home, LLM_GATEWAY_HOME: path.join(home, 'data'), ...environment },
  });
  gateways.push(gateway);
  return {
    gateway,
    home,
    async ask(prompt, request = {}) {
      const { id, ended } = await gateway.start({ provider: provider.id, prompt, ...request });
      await ended;
      return gateway.jobs.result(id);
    },
  };
}

export function makeHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'llm-gateway-'));
  homes.push(home);
  return home;
}

afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close();
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

/** The pids of living processes that carry the marker of a job. Linux only. */
export function processesOfJob(jobId: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => environmentOf(pid).includes(`LLM_GATEWAY_JOB=${jobId}`))
    .map(Number);
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // It has ended.
  }
}

/** Waits until a claim holds. Fails after `timeoutMs` by what the claim last gave. */
export async function eventually<Value>(
  look: () => Value | Promise<Value>,
  isRight: (value: Value) => boolean,
  timeoutMs = 10_000,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (isRight(value)) return value;
    if (Date.now() > deadline) throw new Error(`Still ${JSON.stringify(value)} after ${timeoutMs} ms`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
