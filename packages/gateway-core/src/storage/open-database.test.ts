import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeHome, openTestGateway } from '../../test-support/open-test-gateway.js';
import { startGatewayProcess } from '../../test-support/start-gateway-process.js';
import { openDatabase } from './open-database.js';

test('eight gateways that start at once on no database make one, and lose no write', async () => {
  const home = makeHome();
  const gateways = await Promise.all(Array.from({ length: 8 }, () => startGatewayProcess(home)));
  const started = await Promise.all(
    gateways.map((gateway, index) => gateway.start([{ provider: 'sample', prompt: `[[say ${index}]]` }])),
  );
  const { gateway } = await openTestGateway({}, { home });
  const jobs = await Promise.all(started.flat().map(({ id }) => gateway.jobs.wait(id, 20_000)));
  expect(jobs.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'completed'));
  await Promise.all(gateways.map((process) => process.kill()));
});

test('two gateways write 500 rows each to one database, and none is lost', async () => {
  const file = path.join(makeHome(), 'logs.db');
  const databases = await Promise.all([openDatabase(file), openDatabase(file)]);
  const insert = async ({ query }: (typeof databases)[number], name: string): Promise<void> => {
    for (let index = 0; index < 500; index += 1) {
      const times = { started_at: 'x', heartbeat_at: 'x' };
      await query
        .insertInto('gateways')
        .values({ id: `${name}${index}`, pid: index, ...times })
        .execute();
    }
  };
  await Promise.all(databases.map((database, index) => insert(database, `${index}-`)));
  const rows = await databases[0].query.selectFrom('gateways').select('id').execute();
  expect(rows).toHaveLength(1000);
  for (const database of databases) await database.close();
});

test('a corrupt database is set aside with a message, and requests run', async () => {
  const home = makeHome();
  const file = path.join(home, 'data/logs.db');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'this is not a database, but it is long enough to be taken for one'.repeat(100));
  const { ask, gateway } = await openTestGateway({}, { home });
  const job = await ask('[[say fine]]');
  expect(job).toMatchObject({ status: 'completed', answer: 'fine' });
  const [warning] = job.warnings;
  expect(warning?.message).toMatch(/^The database ".*logs\.db" was damaged and is now "(.*)\. A new one was begun\.$/);
  const aside = /is now "([^"]+)"/.exec(warning?.message ?? '')?.[1];
  expect(readFileSync(aside!, 'utf8')).toMatch(/^this is not a database/);
  expect((await gateway.inspect()).database).toMatchObject({ state: 'ok', requests: 1 });
  expect((await ask('[[say again]]')).warnings).toEqual([]);
});

// Root may write everywhere.
test.runIf(process.getuid?.() !== 0)(
  'a folder that cannot be written does not keep requests from running',
  async () => {
    const home = makeHome();
    mkdirSync(path.join(home, 'data'));
    chmodSync(path.join(home, 'data'), 0o500);
    const { ask } = await openTestGateway({}, { home });
    expect(await ask('[[say fine]]')).toMatchObject({ answer: 'fine' });
  },
);

test('a database that cannot be opened does not keep requests from running, and the caller is told', async () => {
  const home = makeHome();
  mkdirSync(path.join(home, 'place-is-a-folder'));
  const { ask, gateway } = await openTestGateway(
    { LLM_GATEWAY_LOGS_DB: path.join(home, 'place-is-a-folder') },
    { home },
  );
  const job = await ask('[[say fine]]');
  expect(job).toMatchObject({ status: 'completed', answer: 'fine' });
  expect(job.warnings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Nothing is recorded: ".*place-is-a-folder" cannot be opened/),
  ]);
  expect((await gateway.inspect()).database.state).toBe('broken');
});

// Needs the right to mount a small disk.
test.runIf(canMount())(
  'a full disk under the database does not keep requests from running, and the caller is told',
  async () => {
    const home = makeHome();
    const disk = path.join(home, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]);
    try {
      const { ask, gateway } = await openTestGateway({ LLM_GATEWAY_LOGS_DB: path.join(disk, 'logs.db') }, { home });
      expect(await ask('[[say recorded]]')).toMatchObject({ answer: 'recorded', warnings: [] });
      expect(() => writeFileSync(path.join(disk, 'filler'), Buffer.alloc(1024 * 1024))).toThrow('ENOSPC');
      const job = await ask(`[[big 30000]] ${'x'.repeat(60_000)}`);
      expect(job.status).toBe('completed');
      expect(job.warnings.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^This request is not recorded: /),
      ]);
      expect(await gateway.jobs.get(job.id)).toMatchObject({ status: 'completed' });
      await gateway.close();
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  },
);

function canMount(): boolean {
  const place = makeHome();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place]);
    return true;
  } catch {
    return false; // Not root, or a container that may not mount.
  }
}

test('LLM_GATEWAY_LOGS_DB=none records nothing, and requests run', async () => {
  const { ask, home } = await openTestGateway({ LLM_GATEWAY_LOGS_DB: 'none' });
  expect(await ask('[[say fine]]')).toMatchObject({ answer: 'fine', warnings: [] });
  expect(statSync(path.join(home, 'data/logs.db'), { throwIfNoEntry: false })).toBeUndefined();
});

test('LLM_GATEWAY_LOG_PROMPTS=none keeps no text of prompts and answers in the database', async () => {
  const { ask, gateway } = await openTestGateway({ LLM_GATEWAY_LOG_PROMPTS: 'none' });
  await ask('[[say PINEAPPLE]]');
  await gateway.close();
  for (const suffix of ['', '-wal']) {
    const bytes = statSync(gateway.databasePath! + suffix, { throwIfNoEntry: false })
      ? readFileSync(gateway.databasePath! + suffix)
      : '';
    expect(bytes.includes('PINEAPPLE')).toBe(false);
  }
});
