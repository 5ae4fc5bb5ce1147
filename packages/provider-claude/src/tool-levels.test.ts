import { expect, test } from 'vitest';
import { levelOfRule } from './tool-levels.js';

test.each([
  ['Read', 'read-only'],
  ['Read(~/notes/**)', 'read-only'],
  ['WebFetch(domain:example.com)', 'read-only'],
  ['Task', 'read-only'],
  ['mcp__docs', 'read-only'],
  ['mcp__docs__*', 'read-only'],
  ['Edit', 'edit'],
  ['Write(src/**)', 'edit'],
  ['Bash', 'full'],
  ['Bash(git log:*)', 'full'],
  ['Skill', 'full'],
  ['NewTool', 'full'],
  ['Read,Bash', 'full'],
  ['Read Bash(rm *)', 'full'],
  ['Read(a) Bash(b)', 'full'],
  ['Read(a(b) Bash(c)', 'full'],
  ['Read\nBash', 'full'],
  ['mcp__docs Bash', 'full'],
  ['', 'full'],
])('the rule %j needs %s', (rule, level) => {
  expect(levelOfRule(rule)).toBe(level);
});
