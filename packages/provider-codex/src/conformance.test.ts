import { conformanceChecks, fixturesIn, testContext } from '@llm-gateway/core/testing';
import { test } from 'vitest';
import createCodexProvider from './index.js';

const given = {
  fixtures: fixturesIn(new URL('../fixtures', import.meta.url)),
  packageDir: new URL('..', import.meta.url),
  // Codex is asked for its MCP servers before each run.
  context: testContext({
    query: ([command]) =>
      Promise.resolve(
        command === 'mcp' ? { stdout: '[]', stderr: '', exitCode: 0 } : { stdout: '', stderr: '', exitCode: 1 },
      ),
  }),
  validOptions: { fullAuto: true, webSearch: 'live' },
};

for (const { name, run } of conformanceChecks(createCodexProvider(), given)) test(name, run);
