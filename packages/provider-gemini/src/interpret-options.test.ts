import { expect, test } from 'vitest';
import { interpretOptions } from './interpret-options.js';

test.each([
  ['default', 'read-only'],
  ['auto_edit', 'edit'],
  ['yolo', 'full'],
] as const)('the approval mode %s asks for the permission %s', (approvalMode, permission) => {
  expect(interpretOptions({ approvalMode })).toEqual({ permission });
});

test('a tool that does more than edit asks for the permission full, whatever the approval mode', () => {
  const allowedTools = ['read_file', 'run_shell_command(git status)'];
  expect(interpretOptions({ approvalMode: 'auto_edit', allowedTools })).toEqual({ permission: 'full', allowedTools });
});

test('tools that every level below full has ask for nothing', () => {
  expect(interpretOptions({ allowedTools: ['write_file'] })).toEqual({ allowedTools: ['write_file'] });
  expect(interpretOptions({})).toEqual({});
});
