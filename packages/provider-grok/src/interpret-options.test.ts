import { expect, test } from 'vitest';
import { interpretOptions } from './interpret-options.js';

test.each([
  [{}, {}],
  [{ alwaysApprove: false }, {}],
  [{ alwaysApprove: true }, { permission: 'full' }],
  [{ alwaysApprove: true, permissionMode: 'plan' }, { permission: 'full' }],
  [{ permissionMode: 'default' }, { permission: 'read-only' }],
  [{ permissionMode: 'dontAsk' }, { permission: 'read-only' }],
  [{ permissionMode: 'plan' }, { permission: 'read-only' }],
  [{ permissionMode: 'acceptEdits' }, { permission: 'edit' }],
  [{ permissionMode: 'auto' }, { permission: 'full' }],
  [{ permissionMode: 'bypassPermissions' }, { permission: 'full' }],
  [{ outputFormat: 'plain' }, { render: 'answer' }],
  [{ outputFormat: 'json' }, { render: 'json' }],
  [{ outputFormat: 'streaming-json' }, { render: 'events' }],
  [
    { allowedTools: [], disallowedTools: ['Bash'] },
    { allowedTools: [], disallowedTools: ['Bash'] },
  ],
] as const)('%j means %j', (options, terms) => {
  expect(interpretOptions(structuredClone(options) as Parameters<typeof interpretOptions>[0])).toEqual(terms);
});
