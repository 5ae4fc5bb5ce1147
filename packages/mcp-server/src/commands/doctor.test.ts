import type { Inspection, ProviderInspection } from '@llm-gateway/core';
import { expect, test } from 'vitest';
import { describeInspection, isHealthy } from './doctor.js';

const agent = (changes: Partial<ProviderInspection>): ProviderInspection => ({
  id: 'some',
  displayName: 'Some Agent',
  permissions: ['read-only'],
  sessions: { resume: true, latest: true, fork: false },
  searched: ['/usr/bin'],
  breaker: 'closed',
  ...changes,
});
const installation = { path: '/usr/bin/some', realPath: '/usr/bin/some', version: '1.2.3', method: 'npm' } as const;

const inspection: Inspection = {
  node: '24.21.0',
  platform: 'linux x64',
  home: '/home/user/.llm-cli-gateway',
  database: { path: '/home/user/.llm-cli-gateway/logs.db', state: 'ok', requests: 412 },
  providers: [
    agent({ installation, login: { state: 'logged-in', detail: 'subscription' } }),
    agent({
      id: 'other',
      displayName: 'Other',
      installation,
      login: { state: 'logged-out', hint: 'Run `other login`.' },
    }),
    agent({ id: 'third', displayName: 'Third', problem: 'Cannot find "third".', hint: 'npm install -g third' }),
  ],
  failures: [
    { package: '@acme/fourth', code: 'provider_incompatible', message: 'It does not load.', hint: 'Update it.' },
  ],
};
const describe = (seen: Inspection) => describeInspection(seen, { version: '1.0.0', style: (_style, text) => text });

test('the summary comes first, then who is ready, who is not and what to type', () => {
  expect(describe(inspection)).toMatchInlineSnapshot(`
    "1 of 3 agents ready: Some Agent.

    ✓ Some Agent  some  1.2.3  logged in (subscription)  /usr/bin/some
    ! Other       other  1.2.3  logged out  /usr/bin/some
      Run \`other login\`.
    ✗ Third       third  Cannot find "third".
      npm install -g third
    ✗ @acme/fourth  It does not load.
      Update it.

    Record    /home/user/.llm-cli-gateway/logs.db (412 requests)
    Folder    /home/user/.llm-cli-gateway
    Searched  /usr/bin
    Versions  llm-gateway 1.0.0, Node.js 24.21.0, linux x64

    Try it:   llm-gateway ask some "What does this project do?"
    "
  `);
});

test('with nobody to ask it says so', () => {
  const database = { path: undefined, state: 'off' } as const;
  expect(describe({ ...inspection, providers: [], failures: [], database })).toMatchInlineSnapshot(`
    "No provider is loaded.

    Record    off
    Folder    /home/user/.llm-cli-gateway
    Versions  llm-gateway 1.0.0, Node.js 24.21.0, linux x64
    "
  `);
});

test('a missing CLI is no fault; a broken package, a broken database or nobody to ask is', () => {
  expect(isHealthy({ ...inspection, failures: [] })).toBe(true);
  expect(isHealthy(inspection)).toBe(false);
  expect(isHealthy({ ...inspection, failures: [], providers: [] })).toBe(false);
  const database = { path: '/logs.db', state: 'broken' } as const;
  expect(isHealthy({ ...inspection, failures: [], database })).toBe(false);
});
