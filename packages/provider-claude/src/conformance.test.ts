import { conformanceChecks, fixturesIn } from '@llm-gateway/core/testing';
import { test } from 'vitest';
import createClaudeProvider from './index.js';

const given = {
  fixtures: fixturesIn(new URL('../fixtures', import.meta.url)),
  packageDir: new URL('..', import.meta.url),
  validOptions: { outputFormat: 'json', allowedTools: ['Bash(git log:*)'], maxBudgetUsd: 0.5 },
};

for (const { name, run } of conformanceChecks(createClaudeProvider(), given)) test(name, run);
