import type { AgentEvent } from '@llm-gateway/core/provider';
import { fixturesIn } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { parseOutput } from './parse-output.js';

const fixtures = fixturesIn(new URL('../fixtures', import.meta.url));

test('reads a turn that changes a file', async () => {
  expect(await eventsOf('1.0.0-file-change.jsonl')).toMatchInlineSnapshot(`
    [
      {
        "id": "549e4686-6325-4bf0-a174-98db0d648a04",
        "type": "session",
      },
      {
        "id": "sample-small",
        "type": "model",
      },
      {
        "delta": "Looking up what was said before.",
        "type": "thought",
      },
      {
        "callId": "write-1",
        "input": {
          "path": "/work/project/notes.txt",
        },
        "name": "write-file",
        "type": "tool-call",
      },
      {
        "change": "create",
        "path": "/work/project/notes.txt",
        "type": "file-change",
      },
      {
        "callId": "write-1",
        "isError": false,
        "output": "Written.",
        "type": "tool-result",
      },
      {
        "callId": "call-1",
        "input": {
          "conversation": "549e4686-6325-4bf0-a174-98db0d648a04",
        },
        "name": "recall",
        "type": "tool-call",
      },
      {
        "callId": "call-1",
        "isError": false,
        "output": "Turns so far: 0",
        "type": "tool-result",
      },
      {
        "delta": "I wrote "notes.txt".",
        "messageId": "message-1",
        "type": "text",
      },
      {
        "type": "usage",
        "usage": {
          "cachedInputTokens": 0,
          "inputTokens": 5,
          "outputTokens": 5,
        },
      },
      {
        "stop": "end-turn",
        "text": "I wrote "notes.txt".",
        "type": "result",
      },
    ]
  `);
});

test('reads a run that was rate limited', async () => {
  expect((await eventsOf('1.0.0-rate-limited.jsonl')).at(-1)).toMatchInlineSnapshot(`
    {
      "failure": {
        "code": "rate_limited",
        "message": "The sample agent was told to be rate limited.",
        "retryAfterMs": 1500,
      },
      "stop": "failed",
      "type": "result",
    }
  `);
});

async function eventsOf(name: string): Promise<readonly AgentEvent[]> {
  const { lines = [] } = fixtures.find((fixture) => fixture.name === name) ?? {};
  const events: AgentEvent[] = [];
  for await (const event of parseOutput(ReadableStream.from(lines))) events.push(event);
  return events;
}
