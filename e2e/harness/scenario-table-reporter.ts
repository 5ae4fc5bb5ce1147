import type { Reporter, TestCase, TestModule } from 'vitest/node';

const MARKS = { passed: '✓', failed: '✗', skipped: '–', pending: '?' };

/** Prints one table for each suite that runs the same tests for several CLIs: `describe(title)` › `describe(cli)` › `test(scenario)`. */
// eslint-disable-next-line import/no-default-export -- vitest takes a reporter as a module's default export
export default class ScenarioTableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tables = new Map<string, Map<string, Map<string, string>>>();
    for (const testModule of modules) {
      for (const test of testModule.children.allTests()) this.#note(tables, test);
    }
    for (const [title, rows] of tables) process.stdout.write(`\n${render(title, rows)}\n`);
  }

  #note(tables: Map<string, Map<string, Map<string, string>>>, test: TestCase): void {
    const column = test.parent;
    if (column.type !== 'suite' || column.parent.type !== 'suite') return;
    const rows = getOrAdd(tables, column.parent.name, () => new Map<string, Map<string, string>>());
    const row = getOrAdd(rows, test.name, () => new Map<string, string>());
    row.set(column.name, MARKS[test.result().state]);
  }
}

function render(title: string, rows: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const columns = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))].toSorted();
  const width = Math.max(title.length, ...[...rows.keys()].map((name) => name.length));
  const lines = [...rows].map(([name, row]) =>
    [name.padEnd(width), ...columns.map((column) => (row.get(column) ?? '–').padEnd(column.length))].join('  '),
  );
  return [[title.padEnd(width), ...columns].join('  '), ...lines].join('\n');
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
