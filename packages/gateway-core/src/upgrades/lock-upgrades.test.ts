import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeHome } from '../../test-support/open-test-gateway.js';
import { lockUpgrades, upgradeUnderWay, type UpgradeLockFacts } from './lock-upgrades.js';

const facts = (runId: string): UpgradeLockFacts => ({
  provider: 'some-agent',
  target: '2.0.0',
  startedAt: '2026-11-22T10:00:00.000Z',
  runId,
});

test('a second upgrade is refused until the first one has ended', () => {
  const folder = makeHome();
  const first = lockUpgrades(folder, facts('first'));
  expect(() => lockUpgrades(folder, facts('second'))).toThrow(
    'Another upgrade is under way (some-agent to "2.0.0", since 2026-11-22T10:00:00Z).',
  );
  expect(upgradeUnderWay(folder)?.runId).toBe('first');
  first.release();
  expect(upgradeUnderWay(folder)).toBeUndefined();
  lockUpgrades(folder, facts('second')).release();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['whose process is gone', { pid: spawnSync('true').pid, token: '1' }],
  ['whose pid belongs to another process by now', { pid: process.pid, token: '1' }],
])('a lock %s is taken over', (_, holder) => {
  const folder = makeHome();
  writeFileSync(path.join(folder, 'upgrade.lock'), JSON.stringify({ ...facts('dead'), ...holder }));
  expect(upgradeUnderWay(folder)).toBeUndefined();
  const lock = lockUpgrades(folder, facts('mine'));
  expect(upgradeUnderWay(folder)?.runId).toBe('mine');
  lock.release();
});

test('a lock is held as long as the commands run, though their gateway is gone', () => {
  const folder = makeHome();
  const child = spawn('/bin/sh', ['-c', 'sleep 60; :', 'sh', 'some-run']);
  onTestFinished(() => void child.kill());
  const lock = { ...facts('some-run'), pid: spawnSync('true').pid, token: '1', supervisor: child.pid };
  writeFileSync(path.join(folder, 'upgrade.lock'), JSON.stringify(lock));
  expect(() => lockUpgrades(folder, facts('mine'))).toThrow('Another upgrade is under way');
});

test('a lock that was cut off while it was written is taken over, but not at once', () => {
  const folder = makeHome();
  const file = path.join(folder, 'upgrade.lock');
  writeFileSync(file, '{"prov');
  expect(() => lockUpgrades(folder, facts('mine'))).toThrow('Another upgrade is under way.');
  const aMinuteAgo = Date.now() / 1_000 - 60;
  utimesSync(file, aMinuteAgo, aMinuteAgo);
  lockUpgrades(folder, facts('mine')).release();
});

test('who comes late releases nothing of somebody else', () => {
  const folder = makeHome();
  const file = path.join(folder, 'upgrade.lock');
  const late = lockUpgrades(folder, facts('late'));
  writeFileSync(file, JSON.stringify({ ...facts('dead'), pid: 1, token: 'x' }));
  const other = lockUpgrades(folder, facts('other'));
  late.release();
  expect(upgradeUnderWay(folder)?.runId).toBe('other');
  other.release();
});
