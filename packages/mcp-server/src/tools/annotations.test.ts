import { expect, test } from 'vitest';
import { testProvider } from '../testing/test-provider.js';
import { requestAnnotations } from './annotations.js';

test('a request tool is annotated as what its arguments can make of it', () => {
  expect(requestAnnotations(testProvider(), 'full')).toEqual({
    readOnlyHint: false,
    destructiveHint: true,
    openWorldHint: true,
  });
});

test('under a read-only ceiling no argument can make it write', () => {
  expect(requestAnnotations(testProvider(), 'read-only')).toEqual({ readOnlyHint: true, openWorldHint: true });
});

test('a provider that can only read is read-only whatever the ceiling', () => {
  const { features } = testProvider();
  const provider = testProvider({ features: { ...features, permissions: ['read-only'] } });
  expect(requestAnnotations(provider, 'full')).toEqual({ readOnlyHint: true, openWorldHint: true });
});
