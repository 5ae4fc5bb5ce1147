import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../storage/open-database.js';
import { eventually, openTestGateway } from '../../test-support/open-test-gateway.js';

const LONG_AGO = '2001-01-01T00:00:00.000Z';

test('what is older than the retention goes, with its files, and the rest stays', async () => {
  const { ask, gateway, home } = await openTestGateway();
  const [old, young] = [await ask('[[say old]]'), await ask('[[say young]]')];
  const folderOf = (id: string): string => path.join(home, 'data/jobs', id);
  const { query, close } = await openDatabase(gateway.databasePath!);
  await query.updateTable('requests').set({ finished_at: LONG_AGO }).where('id', '=', old.id).execute();
  await close();
  const stray = folderOf('0199aaaa-0000-7000-8000-000000000000');
  mkdirSync(stray);
  utimesSync(stray, new Date(LONG_AGO), new Date(LONG_AGO));

  expect(await gateway.jobs.cleanUp()).toBe(1);
  expect(await gateway.jobs.get(old.id)).toBeUndefined();
  expect([folderOf(old.id), stray, folderOf(young.id)].map((folder) => existsSync(folder))).toEqual([
    false,
    false,
    true,
  ]);
  expect((await gateway.jobs.result(young.id)).answer).toBe('young');
});

// Looks into /proc, which other systems do not have.
test.runIf(process.platform === 'linux')('health counts the whole tree of a job, grandchildren included', async () => {
  const { gateway } = await openTestGateway();
  const { id } = await gateway.start({ provider: 'sample', prompt: '[[grandchild setsid]] [[hang]]' });
  const health = await eventually(
    () => gateway.jobs.health(),
    ({ jobs }) => (jobs[0]?.processes ?? 0) >= 2,
  );
  expect(health).toMatchObject({
    running: 1,
    queued: 0,
    dead: 0,
    jobs: [{ id, provider: 'sample', status: 'running' }],
  });
  expect(health.jobs[0]!.memoryBytes).toBeGreaterThan(10_000_000);
  await gateway.jobs.cancel(id);
  expect(await gateway.jobs.health()).toEqual({ running: 0, queued: 0, dead: 0, jobs: [] });
});
