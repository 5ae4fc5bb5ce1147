import { expect, test } from 'vitest';
import { writeInstructions } from './instructions.js';
import { testProvider } from './testing/test-provider.js';

test('the calling model is told who can be asked and how, in less than 2 KB', () => {
  const text = writeInstructions(['first', 'second', 'third', 'fourth'].map((id) => testProvider({ id })));
  expect(text).toContain('Some Agent (first_request), Some Agent (second_request)');
  expect(Buffer.byteLength(text)).toBeLessThan(2_048);
});

test('a dash in an id is an underscore in its tool', () => {
  expect(writeInstructions([testProvider()])).toContain('Some Agent (some_agent_request)');
});

test('with nobody to ask it says so', () => {
  expect(writeInstructions([])).toBe(
    'No provider is loaded, so there is nobody to ask. A person can find out why with `llm-gateway doctor`.',
  );
});
