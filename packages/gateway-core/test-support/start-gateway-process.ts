import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import type { GatewayRequest } from '../src/index.js';

export interface GatewayProcess {
  readonly process: ChildProcess;
  /** Starts requests and returns what the gateway answered about them. */
  start(
    requests: readonly GatewayRequest[],
  ): Promise<readonly { readonly id: string; readonly deduplicated?: { readonly from: string } }[]>;
  /** kill -9, and wait for it. */
  kill(): Promise<void>;
}

const here = path.dirname(fileURLToPath(import.meta.url));
const sampleAgent = path.join(here, '../../../examples/provider-sample/bin/sample-agent.mjs');
// Test files run side by side, and each builds anew: a folder for each worker.
const outDir = path.join(
  here,
  `../node_modules/.cache/gateway-process-${process.env['VITEST_POOL_ID'] ?? process.pid}`,
);
let built: Promise<void> | undefined;

/** Starts a gateway over the sample agent in a process of its own, on the data folder of `home`. */
export async function startGatewayProcess(
  home: string,
  environment: Record<string, string> = {},
): Promise<GatewayProcess> {
  built ??= buildOnce();
  await built;
  // The bundle lies elsewhere than the provider's source, which finds its CLI beside itself.
  mkdirSync(path.join(home, 'data'), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(home, 'data/config.json'), JSON.stringify({ executables: { sample: sampleAgent } }));
  const child = spawn(process.execPath, [path.join(outDir, 'gateway-process.js')], {
    env: { PATH: process.env['PATH'], HOME: home, LLM_GATEWAY_HOME: path.join(home, 'data'), ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async start(requests) {
      child.stdin.write(`${JSON.stringify(requests)}\n`);
      const { value } = await lines.next();
      return JSON.parse(String(value)) as Awaited<ReturnType<GatewayProcess['start']>>;
    },
    async kill() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** The bundle lies below the package, so that its dependencies are found, and shares nothing with the published build. */
async function buildOnce(): Promise<void> {
  await build({
    config: false,
    entry: [path.join(here, 'gateway-process.ts')],
    outDir,
    format: ['esm'],
    target: 'node22',
    external: ['better-sqlite3', 'kysely', 'zod', 'uuid', 'import-meta-resolve'],
    noExternal: [/examples/],
    silent: true,
    clean: true,
  });
}
