import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { runCommand } from '../testing/run-command.js';
import { createSandbox, type Sandbox } from '../testing/sandbox.js';
import { doctorReport } from './doctor-report.js';

const schemaFile = path.resolve(import.meta.dirname, '../../schemas/doctor.schema.json');
const publishedSchema: unknown = JSON.parse(readFileSync(schemaFile, 'utf8'));

const sandboxes: Sandbox[] = [];
afterEach(() => {
  for (const sandbox of sandboxes.splice(0)) sandbox.remove();
});

function newSandbox(source?: string): Sandbox {
  const sandbox = createSandbox(source);
  sandboxes.push(sandbox);
  return sandbox;
}

/** What a program gets that reads the report as the published schema describes it. */
async function reportOf(sandbox: Sandbox, ...words: string[]): Promise<{ code: number | null; report: unknown }> {
  const { code, stdout } = await runCommand(sandbox, ['doctor', '--json', ...words]);
  const schema = z.fromJSONSchema(publishedSchema as Parameters<typeof z.fromJSONSchema>[0]);
  expect(() => schema.parse({})).toThrow('version');
  return { code, report: schema.parse(JSON.parse(stdout)) };
}

test('the published schema is the one that the report is written by', () => {
  expect(publishedSchema).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(doctorReport, { io: 'input' }))));
});

test('the report of a machine on which all is well', async () => {
  expect(await reportOf(newSandbox())).toMatchObject({
    code: 0,
    report: { healthy: true, database: { state: 'not-created' }, providers: [{ id: 'sample', breaker: 'closed' }] },
  });
});

test('the report when the CLI is missing', async () => {
  const sandbox = newSandbox();
  configure(sandbox, { executables: { sample: path.join(sandbox.home, 'no-such-agent') } });
  const { code, report } = await reportOf(sandbox, '--drift');
  expect(report).toMatchObject({
    healthy: false,
    providers: [{ id: 'sample', problem: expect.any(String), searched: expect.any(Array) }],
    drift: [{ provider: 'sample', flags: 0, vanished: [], problem: expect.any(String) }],
  });
  expect(report).not.toHaveProperty('providers.0.installation');
  expect(code).toBe(1);
});

test('the report when a provider does not load', async () => {
  expect(await reportOf(newSandbox('throw new Error("It is broken.");'))).toMatchObject({
    code: 1,
    report: {
      healthy: false,
      providers: [],
      failures: [{ code: 'provider_incompatible', message: expect.any(String) }],
    },
  });
});

test('the report when the database cannot be opened', async () => {
  const sandbox = newSandbox();
  const env = { ...sandbox.env, LLM_GATEWAY_LOGS_DB: sandbox.cwd };
  expect(await reportOf({ ...sandbox, env })).toMatchObject({
    code: 1,
    report: { healthy: false, database: { path: sandbox.cwd, state: 'broken', message: expect.any(String) } },
  });
});

test('the report names each flag that the installed CLI no longer knows', async () => {
  const { code, report } = await reportOf(newSandbox(FORGETFUL_SAMPLE), '--drift');
  expect(report).toMatchObject({
    healthy: false,
    drift: [{ provider: 'sample', version: '1.0.0', vanished: [{ flag: '--full-auto', args: expect.any(Array) }] }],
  });
  expect(code).toBe(1);
});

/** A provider that still sends what its CLI has dropped. */
const FORGETFUL_SAMPLE = `
  import createSample from ${JSON.stringify(path.resolve(import.meta.dirname, '../../../../examples/provider-sample/src/index.ts'))};
  export default function createForgetfulSample() {
    const sample = createSample();
    return {
      ...sample,
      buildCommand(input) {
        const command = sample.buildCommand(input);
        return { ...command, args: [...command.args, '--full-auto'] };
      },
    };
  }
`;

function configure({ home }: Sandbox, changes: object): void {
  const file = path.join(home, 'config.json');
  const config: unknown = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...(config as object), ...changes }));
}
