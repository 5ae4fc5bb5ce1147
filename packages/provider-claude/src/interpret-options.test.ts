import { expect, test } from 'vitest';
import { interpretOptions } from './interpret-options.js';

test('no options ask for nothing', () => {
  expect(interpretOptions({})).toEqual({});
});

test('the fields mean the same as the common ones', () => {
  expect(
    interpretOptions({
      outputFormat: 'stream-json',
      continueSession: true,
      strictMcpConfig: true,
      allowedTools: ['Read'],
      disallowedTools: ['WebFetch'],
    }),
  ).toMatchInlineSnapshot(`
    {
      "allowedTools": [
        "Read",
      ],
      "disallowedTools": [
        "WebFetch",
      ],
      "render": "events",
      "requireMcpServers": true,
      "resumeLatest": true,
    }
  `);
});

test.each([
  [{ dangerouslySkipPermissions: true }, 'full'],
  [{ dangerouslySkipPermissions: false }, undefined],
  [{ allowedTools: ['Read', 'Grep'] }, undefined],
  [{ allowedTools: ['Read', 'Edit'] }, 'edit'],
  [{ allowedTools: ['Edit', 'Bash(npm test)'] }, 'full'],
])('%j asks for permission %s', (options, permission) => {
  expect(interpretOptions(options).permission).toBe(permission);
});

test.each([
  ['text', 'answer'],
  ['json', 'json'],
  ['stream-json', 'events'],
] as const)('outputFormat %s shows the %s', (outputFormat, render) => {
  expect(interpretOptions({ outputFormat }).render).toBe(render);
});
