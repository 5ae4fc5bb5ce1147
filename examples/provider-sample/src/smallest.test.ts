import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGateway } from '@llm-gateway/core';
import { conformanceChecks, fixturesIn } from '@llm-gateway/core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { smallestProvider } from './smallest.js';

test('answers through the gateway', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'smallest-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const environment = { ...process.env, LLM_GATEWAY_HOME: home };
  const gateway = await createGateway({ providers: [smallestProvider], environment });
  onTestFinished(() => gateway.close());

  const job = await gateway.start({ provider: 'smallest', prompt: '[[say Good morning.]] [[pace 0]]', cwd: home });
  expect(await job.ended).toMatchObject({ status: 'completed', exitCode: 0 });
  expect(await gateway.jobs.result(job.id)).toMatchObject({ answer: 'Good morning.' });
});

test('is told by the conformance kit what it lacks', async () => {
  const fixtures = fixturesIn(new URL('../fixtures', import.meta.url));
  const faults: string[] = [];
  for (const { name, run } of conformanceChecks(smallestProvider, { fixtures })) {
    await run().catch((error: unknown) => faults.push(`${name}: ${String(error)}`));
  }
  expect(faults).toMatchInlineSnapshot(`
    [
      "passes the model on or says that it cannot: Error: the model does not reach the command of a "new" session, and no warning says so: {"file":"/usr/local/bin/agent","args":["run"],"stdin":"Say hello.","env":[],"files":{}}",
      "hands MCP servers over or says that it cannot: Error: asked for MCP servers, the command neither names them nor warns",
      "says what it takes from the folder, and takes no more from an untrusted one: Error: the command does not say what it takes from a folder that is untrusted",
      "says of each failed run that it failed, and why: Error: 1.0.0-rate-limited.jsonl is a rate_limited, but the provider says failed",
    ]
  `);
});
