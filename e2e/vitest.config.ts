import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'fake-api/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 240_000,
    // A machine that does other things, too, may be late once; what is broken fails twice.
    retry: process.env['CI'] ? 1 : 0,
    // Real CLIs take a core each and hundreds of MB.
    maxWorkers: 2,
    reporters: ['default', './harness/scenario-table-reporter.ts'],
  },
});
