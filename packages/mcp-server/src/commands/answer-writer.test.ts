import type { AgentEvent } from '@llm-gateway/core';
import { expect, test } from 'vitest';
import { createAnswerWriter } from './answer-writer.js';

function written(events: readonly AgentEvent[], answer?: string): string {
  let text = '';
  const writer = createAnswerWriter((piece) => (text += piece));
  for (const event of events) writer.write(event);
  writer.finish(answer);
  return text;
}

const text = (delta: string, messageId = 'one'): AgentEvent => ({ type: 'text', delta, messageId });
const toolCall: AgentEvent = { type: 'tool-call', callId: '1', name: 'read', input: {} };

test('pieces of a message are written as they come, and its last line ends', () => {
  expect(written([text('All '), text('is well.')], 'All is well.')).toBe('All is well.\n');
});

test('messages stand apart', () => {
  expect(written([text('First.'), toolCall, text('Second.\n', 'two')])).toBe('First.\n\nSecond.\n');
});

test('an agent that is silent until its end still gives its answer', () => {
  expect(written([toolCall], 'All is well.')).toBe('All is well.\n');
});

test('nothing is nothing', () => {
  expect(written([], '')).toBe('');
});
