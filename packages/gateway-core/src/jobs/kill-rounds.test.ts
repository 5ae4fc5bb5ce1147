import { createRequire } from 'node:module';
import type SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { makeHome, openTestGateway, processesOfJob } from '../../test-support/open-test-gateway.js';
import { startGatewayProcess } from '../../test-support/start-gateway-process.js';

const ROUNDS = 50;
const LIMITS = { LLM_GATEWAY_MAX_RUNNING: '100', LLM_GATEWAY_MAX_RUNNING_PER_PROVIDER: '100' };

test(
  '50 gateways killed with -9 at random moments, two others alive: nothing is lost, nothing is left',
  { timeout: 240_000 },
  async () => {
    const home = makeHome();
    const others = await Promise.all([startGatewayProcess(home, LIMITS), startGatewayProcess(home, LIMITS)]);
    const expected = new Map<string, string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const victim = await startGatewayProcess(home, LIMITS);
      const names = [`${round}-a`, `${round}-b`];
      const started = await victim.start(
        names.map((name) => ({ provider: 'sample', prompt: `[[sleep ${(round * 37) % 400}]] [[say ${name}]]` })),
      );
      for (const [index, { id }] of started.entries()) expected.set(id, names[index] ?? '');
      await new Promise((resolve) => {
        setTimeout(resolve, (round * 53) % 300);
      });
      await victim.kill();
    }
    const { gateway } = await openTestGateway(LIMITS, { home });
    const answers = await Promise.all(
      [...expected.keys()].map(async (id) => {
        const job = await gateway.jobs.wait(id, 30_000);
        return [job.status, (await gateway.jobs.result(id)).answer];
      }),
    );
    expect(answers).toEqual([...expected.values()].map((name) => ['completed', name]));
    expect([...expected.keys()].flatMap((id) => processesOfJob(id))).toEqual([]);
    expect(integrityOf(gateway.databasePath!)).toBe('ok');
    console.log(`${expected.size} of ${ROUNDS * 2} answers whole after ${ROUNDS} rounds of kill -9`);
    await Promise.all(others.map((other) => other.kill()));
  },
);

function integrityOf(file: string): unknown {
  // The package has no ESM entry of its own.
  const Database = createRequire(import.meta.url)('better-sqlite3') as typeof SqliteDatabase;
  const database = new Database(file, { readonly: true });
  try {
    return database.pragma('integrity_check', { simple: true });
  } finally {
    database.close();
  }
}
