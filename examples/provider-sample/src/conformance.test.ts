import { conformanceChecks, fixturesIn } from '@llm-gateway/core/testing';
import { test } from 'vitest';
import createSampleProvider from './index.js';

const given = {
  fixtures: fixturesIn(new URL('../fixtures', import.meta.url)),
  validOptions: { paceMs: 0, unattended: true },
  packageDir: new URL('..', import.meta.url),
};

for (const { name, run } of conformanceChecks(createSampleProvider(), given)) test(name, run);
