import { expect, test } from 'vitest';
import { assertTarget } from './assert-target.js';

test.each(['latest', 'next', '1.2.3', '0.169.0-alpha.2', 'v2'])('"%s" is a version or a tag', (target) => {
  expect(() => assertTarget(target)).not.toThrow();
});

test.each([
  '',
  ' ',
  '--registry=http://evil.example',
  '-g',
  '@other/package',
  'npm:other@1.0.0',
  'https://evil.example/x.tgz',
  'git+ssh://evil.example/x',
  '../folder',
  '..',
  './x',
  '/x',
  'owner/repository',
  '1.0.0 other-package',
  '1.0.0\nother',
  '1.0.0;id',
  '$(id)',
  '1.0.0\0',
  'x'.repeat(65),
])('%j is neither', (target) => {
  expect(() => assertTarget(target)).toThrow('is neither a version nor a tag.');
});
