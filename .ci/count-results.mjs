// Sums the parts of `.ci/run`: `<part>.json` is vitest's report, `<part>.status` the exit code. Runs on any Node.js since 18.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [folder] = process.argv.slice(2);
let passed = 0;
let failed = 0;

for (const file of readdirSync(folder).filter((name) => name.endsWith('.status'))) {
  const report = readReport(path.join(folder, file.replace('.status', '.json')));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // What failed without a test that says so: the linter, the compiler, a file that did not load, an error outside any test.
  const hasFailed = readFileSync(path.join(folder, file), 'utf8').trim() !== '0';
  if (hasFailed && report.numFailedTests === 0) failed += 1;
}

process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function readReport(file) {
  if (!existsSync(file)) return { numPassedTests: 0, numFailedTests: 0 };
  return JSON.parse(readFileSync(file, 'utf8'));
}
