import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { eventually, makeHome, openTestGateway } from '../../test-support/open-test-gateway.js';
import { startGatewayProcess } from '../../test-support/start-gateway-process.js';

// The programs that people look at the record with, as they are installed on this machine; without one its test is left
// out. Two gateway processes carry out 100 requests meanwhile.

const run = promisify(execFile);
const METADATA = fileURLToPath(new URL('../../../mcp-server/metadata.yaml', import.meta.url));

function isInstalled(program: string): boolean {
  try {
    return version(program) !== '';
  } catch {
    return false;
  }
}

function version(program: string): string {
  const [found = ''] = /\d+\.\d+\S*/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' })) ?? [];
  return found;
}

/** Starts 100 requests in two gateways, and calls `look` again and again until all have ended. */
async function whileTwoGatewaysWork(look: (file: string, ended: number) => Promise<void>): Promise<string> {
  const home = makeHome();
  const { gateway } = await openTestGateway({}, { home });
  await gateway.recorder.status();
  const gateways = await Promise.all([startGatewayProcess(home), startGatewayProcess(home)]);
  await Promise.all(
    gateways.map((each, half) =>
      each.start(
        Array.from({ length: 50 }, (_, index) => ({
          provider: 'sample',
          prompt: `[[pace 0]] [[say The heron number ${half * 50 + index} stands.]]`,
        })),
      ),
    ),
  );
  const ended = async (): Promise<number> => (await gateway.jobs.list({ status: 'completed', limit: 200 })).length;
  for (let count = await ended(); ; count = await ended()) {
    await look(gateway.databasePath!, count);
    if (count === 100) break;
  }
  await Promise.all(gateways.map((each) => each.kill()));
  return gateway.databasePath!;
}

// Only where sqlite3 is installed: it is no dependency of ours.
test.runIf(isInstalled('sqlite3'))(
  'sqlite3 reads the views and the full text while two gateways write',
  async () => {
    const ask = async (file: string, query: string): Promise<string> =>
      (await run('sqlite3', ['-readonly', file, query])).stdout.trim();
    let looks = 0;
    const file = await whileTwoGatewaysWork(async (place, ended) => {
      looks += 1;
      const found = Number(await ask(place, "select count(*) from requests_fts where requests_fts match 'heron'"));
      expect(found).toBe(100);
      const done = Number(await ask(place, "select count(*) from requests_readable where status = 'completed'"));
      expect(done).toBeGreaterThanOrEqual(ended);
      await ask(place, 'select * from jobs_running; select * from usage_by_day; select * from errors;');
    });
    expect(looks).toBeGreaterThan(3);
    expect(await ask(file, 'select requests, runs, completed, failed from usage_by_day')).toBe('100|100|100|0');
    expect(await ask(file, 'select count(*) from jobs_running')).toBe('0');
    expect((await run('sqlite3', [file, 'pragma integrity_check'])).stdout.trim()).toBe('ok');
    await run('sqlite3', [file, "insert into requests_fts (requests_fts) values ('integrity-check')"]);
  },
  60_000,
);

// Only where sqlite-utils is installed: it is no dependency of ours.
test.runIf(isInstalled('sqlite-utils'))('sqlite-utils finds the search by itself', async () => {
  const { ask, gateway } = await openTestGateway();
  await ask('[[say The heron stands.]]');
  const { stdout } = await run('sqlite-utils', [
    'search',
    gateway.databasePath!,
    'requests',
    'heron',
    '-c',
    'response',
  ]);
  expect(JSON.parse(stdout)).toEqual([{ response: 'The heron stands.' }]);
});

// Only where datasette is installed: it is no dependency of ours.
test.runIf(isInstalled('datasette'))(
  'Datasette shows tables, facets and a search box with nothing to configure, and descriptions with the metadata',
  async () => {
    let pages: Pages | undefined;
    const file = await whileTwoGatewaysWork(async (place) => {
      pages ??= await openPages(place);
      expect(await pages.rows('requests.json?_shape=array&_search=heron&_size=200')).toHaveLength(100);
      await pages.rows('usage_by_day.json?_shape=array');
    });
    const html = await pages!.text('requests');
    expect(html).toMatch(/type="search" name="_search"/);
    expect(html).not.toContain('Id of the job');
    expect(await pages!.rows('requests.json?_shape=array&_facet=day&_facet=status&_size=1')).toHaveLength(1);
    await pages!.close();

    const described = await openPages(file, '--metadata', METADATA);
    expect(await described.text('requests')).toContain('Id of the job; sorts by time');
    expect(await described.text('requests_readable')).toMatch(/type="search" name="_search"/);
    expect(await described.rows('requests_readable.json?_shape=array&_search=heron&_size=200')).toHaveLength(100);
    // Datasette 1.0 reads queries from its configuration alone.
    if (version('datasette').startsWith('0.')) {
      expect(await described.rows('slowest_runs.json?_shape=array')).toHaveLength(50);
    }
    await described.close();
  },
  90_000,
);

interface Pages {
  text(page: string): Promise<string>;
  rows(page: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

async function openPages(file: string, ...more: string[]): Promise<Pages> {
  const port = await freePort();
  const child = spawn('datasette', ['serve', file, '--port', String(port), ...more], { stdio: 'ignore' });
  onTestFinished(() => void child.kill());
  const address = `http://127.0.0.1:${port}/${path.basename(file, '.db')}`;
  await eventually(
    () =>
      fetch(address).then(
        ({ ok }) => ok,
        () => false,
      ),
    (isThere) => isThere,
    30_000,
  );
  const text = async (page: string): Promise<string> => {
    const response = await fetch(`${address}/${page}`);
    const body = await response.text();
    expect(response.status, body).toBe(200);
    return body;
  };
  return {
    text,
    rows: async (page) => JSON.parse(await text(page)),
    async close() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
