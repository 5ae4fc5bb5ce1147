import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Provider } from '../../provider.js';
import { conformanceChecks, type ConformanceCheck } from '../conformance-checks.js';
import { fixturesIn } from '../fixtures-in.js';
import { commandMutants } from './command-mutants.js';
import { outcomeMutants } from './outcome-mutants.js';
import { outputMutants } from './output-mutants.js';
import { packageMutants, referencePackage } from './package-mutants.js';
import { referenceProvider } from './reference-provider.js';
import { sessionMutants } from './session-mutants.js';

const mutants = [...commandMutants, ...sessionMutants, ...outputMutants, ...outcomeMutants, ...packageMutants];
const fixtures = fixturesIn(new URL('fixtures', import.meta.url));
/** It starts three processes for each fixture; one mutant is enough to see it work. */
const SLOW_CHECK = 'gives equal events however a process cuts its output';

const folder = mkdtempSync(path.join(tmpdir(), 'mutants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const { name, run } of checksOf(referenceProvider, referencePackage)) test(`a correct provider ${name}`, run);

test('every mutant is caught, and every check catches one', async () => {
  const table = [];
  const checksThatCaught = new Set<string>();
  for (const { name, mistake, provider, files = referencePackage } of mutants) {
    const isStateful = name === 'numbers that count on';
    const checks = checksOf(provider, files).filter((check) => check.name !== SLOW_CHECK || isStateful);
    const caughtBy = await failing(checks);
    for (const check of caughtBy) checksThatCaught.add(check);
    table.push({ mutant: name, mistake, 'caught by': caughtBy.join(' · ') });
  }
  console.log(table.map((row) => Object.values(row).join(' | ')).join('\n'));
  console.log(`${table.length} mutants, ${table.filter((row) => row['caught by'] !== '').length} caught`);

  expect(table.filter((row) => row['caught by'] === '')).toEqual([]);
  const names = checksOf(referenceProvider, referencePackage).map(({ name }) => name);
  expect(names.filter((name) => !checksThatCaught.has(name))).toEqual([]);
});

function checksOf(provider: Provider, files: Readonly<Record<string, string>>): readonly ConformanceCheck[] {
  const packageDir = mkdtempSync(path.join(folder, 'package-'));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(packageDir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return conformanceChecks(provider, { fixtures, packageDir });
}

async function failing(checks: readonly ConformanceCheck[]): Promise<readonly string[]> {
  const names = [];
  for (const { name, run } of checks) {
    try {
      await run();
    } catch {
      names.push(name);
    }
  }
  return names;
}
