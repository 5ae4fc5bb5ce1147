import { expect, test } from 'vitest';
import { describeDrift, hasDrifted } from './describe-drift.js';

const fits = { provider: 'some', displayName: 'Some Agent', version: '1.2.3', flags: 12, vanished: [] };
const drifted = {
  provider: 'other',
  displayName: 'Other',
  version: '2.0.0',
  flags: 7,
  vanished: [
    { flag: '--full-auto', args: ['exec', '--full-auto', '-'] },
    { flag: '--json', args: ['exec', '--json', '-'] },
  ],
};
const missing = { provider: 'third', displayName: 'Third', flags: 0, vanished: [], problem: 'Third is not installed.' };
const describe = (...reports: Parameters<typeof describeDrift>[0]) =>
  describeDrift(reports, { style: (_format, text) => text });

test('the summary comes first, then each agent, with every flag that has vanished and a command that holds it', () => {
  expect(describe(fits, drifted, missing)).toMatchInlineSnapshot(`
    "2 agents compared: 2 flags have vanished from Other.

    ✓ Some Agent  1.2.3  12 flags
    ✗ Other       2.0.0  2 of 7 flags vanished
        --full-auto  in: exec --full-auto -
        --json  in: exec --json -
    - Third       Third is not installed.

    A newer llm-gateway may know what has replaced them.
    "
  `);
});

test('without drift one line says so', () => {
  expect(describe(fits).split('\n')[0]).toBe('1 agent compared: every flag that is sent is still known.');
  expect(describe(missing).split('\n')[0]).toBe('No agent is installed whose flags could be compared.');
});

test('a CLI that is not installed has not drifted', () => {
  expect([hasDrifted([fits, missing]), hasDrifted([fits, drifted])]).toEqual([false, true]);
});
