import { expect, test } from 'vitest';
import { interpretOptions } from './interpret-options.js';

test('asks for nothing by itself', () => {
  expect(interpretOptions({})).toEqual({});
});

test('takes fullAuto for the permission edit', () => {
  expect(interpretOptions({ fullAuto: true })).toEqual({ permission: 'edit' });
});

test('takes the bypass for the permission full, whatever else is asked', () => {
  expect(interpretOptions({ dangerouslyBypassApprovalsAndSandbox: true, fullAuto: true })).toEqual({
    permission: 'full',
  });
});

test('takes a field that is switched off for nothing', () => {
  expect(interpretOptions({ fullAuto: false, dangerouslyBypassApprovalsAndSandbox: false })).toEqual({});
});
