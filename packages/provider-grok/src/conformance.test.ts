import { conformanceChecks, fixturesIn } from '@llm-gateway/core/testing';
import { test } from 'vitest';
import createGrokProvider from './index.js';

const given = {
  fixtures: fixturesIn(new URL('../fixtures', import.meta.url)),
  validOptions: { allowedTools: ['read_file', 'Bash(git *)'], disallowedTools: ['web_search'], maxTurns: 9 },
  packageDir: new URL('..', import.meta.url),
};
for (const { name, run } of conformanceChecks(createGrokProvider(), given)) test(name, run);
