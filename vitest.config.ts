import { defineConfig } from 'vitest/config';

// Tests import the packages' sources, so they need no build.
const conditions = ['@llm-gateway/source', 'module', 'node', 'import', 'default'];
const everything = ['packages/*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts', 'tools/**/*.test.ts'];

/** They start dozens of processes, kill them, and wait for real clocks: `pnpm test:slow`, and always in CI. */
const slow = [
  'packages/gateway-core/src/jobs/{clean-up,durability,follow-events,job-engine,kill-rounds,queue,refuse-limited}.test.ts',
  'packages/gateway-core/src/recorder/{other-readers,recorder}.test.ts',
  'packages/gateway-core/src/{resilience,sessions,storage,upgrades}/*.test.ts',
  'packages/mcp-server/src/{lifetime,no-secret-is-kept,serve,serve-*}.test.ts',
  'packages/mcp-server/src/{approvals,commands,consult}/**/*.test.ts',
  'packages/mcp-server/src/tools/{models-and-versions,session-tools,llm-process-health}.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'fast', include: everything, exclude: slow } },
      { extends: true, test: { name: 'slow', include: slow } },
    ],
    // Some look at the clock: a machine that does other things, too, may be late once; what is broken fails twice.
    retry: process.env['CI'] ? 1 : 0,
    // Much of the time is waiting for processes.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
});
