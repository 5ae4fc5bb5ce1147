import { expect, test } from 'vitest';
import { grokOptions } from './options.js';

test('takes the fields of the reference product', () => {
  const options = {
    outputFormat: 'streaming-json',
    alwaysApprove: false,
    permissionMode: 'acceptEdits',
    reasoningEffort: 'xhigh',
    allowedTools: ['read_file'],
    disallowedTools: ['web_search'],
  };
  expect(grokOptions.parse(options)).toEqual(options);
});

test.each([[{ permissionMode: 'yolo' }], [{ reasoningEffort: '--help' }], [{ maxTurns: 0 }], [{ bestOf: 3 }]])(
  'refuses %j',
  (options) => {
    expect(grokOptions.safeParse(options).success).toBe(false);
  },
);
