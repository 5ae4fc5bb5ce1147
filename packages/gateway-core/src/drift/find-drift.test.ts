import { expect, test } from 'vitest';
import createSampleProvider from '../../../../examples/provider-sample/src/index.js';
import { openTestGateway } from '../../test-support/open-test-gateway.js';
import type { Provider } from '../provider.js';

test('a provider that fits its installed CLI has no drift', async () => {
  const { gateway } = await openTestGateway();
  const [report] = await gateway.drift();
  expect(report).toMatchObject({ provider: 'sample', version: '1.0.0', vanished: [] });
  expect(report?.flags).toBeGreaterThan(3);
});

test('a flag that the installed CLI no longer names is named', async () => {
  const sample = createSampleProvider() as Provider;
  const provider: Provider = {
    ...sample,
    buildCommand(input) {
      const command = sample.buildCommand(input);
      return input.permission === 'full' ? { ...command, args: [...command.args, '--full-auto=yes'] } : command;
    },
  };
  const { gateway } = await openTestGateway({}, { provider });
  const [report] = await gateway.drift();
  expect(report?.vanished.map(({ flag }) => flag)).toEqual(['--full-auto']);
});

test('a CLI that is not installed is said to be missing', async () => {
  const sample = createSampleProvider() as Provider;
  const provider = { ...sample, executable: { names: ['no-such-agent'], installHint: 'x' } };
  const { gateway } = await openTestGateway({}, { provider });
  expect(await gateway.drift()).toMatchObject([
    {
      provider: 'sample',
      vanished: [],
      problem: 'Sample agent (offline) is not installed: cannot find "no-such-agent".',
    },
  ]);
});
