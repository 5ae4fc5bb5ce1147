import type { AgentEvent } from '@llm-gateway/core/provider';
import { fixturesIn } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { parseOutput } from './parse-output.js';

const fixtures = fixturesIn(new URL('../fixtures', import.meta.url));

async function parse(lines: readonly string[]): Promise<readonly AgentEvent[]> {
  const events: AgentEvent[] = [];
  for await (const event of parseOutput(from(lines))) events.push(event);
  return events;
}

async function* from(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function eventsOf(name: string): Promise<readonly AgentEvent[]> {
  const fixture = fixtures.find((candidate) => candidate.name === `${name}.jsonl`);
  return parse(fixture!.lines);
}

test('a turn, piece by piece', async () => {
  expect(await eventsOf('1.0.41-turn')).toMatchInlineSnapshot(`
    [
      {
        "id": "01a20569-5c05-7511-a438-19e62f01b2ea",
        "type": "session",
      },
      {
        "id": "grok-4.6",
        "type": "model",
      },
      {
        "delta": "Hello from t",
        "messageId": "msg_0",
        "type": "text",
      },
      {
        "delta": "he model.",
        "messageId": "msg_0",
        "type": "text",
      },
      {
        "type": "usage",
        "usage": {
          "cachedInputTokens": 0,
          "inputTokens": 649,
          "outputTokens": 6,
        },
      },
      {
        "stop": "end-turn",
        "text": "Hello from the model.",
        "type": "result",
      },
    ]
  `);
});

test('thinking comes apart from the answer', async () => {
  expect(await eventsOf('1.0.41-thinking')).toMatchInlineSnapshot(`
    [
      {
        "id": "01a2056a-3227-7883-8225-f2c061089931",
        "type": "session",
      },
      {
        "id": "grok-4.6",
        "type": "model",
      },
      {
        "delta": "The user wants a number.",
        "messageId": "msg_0",
        "type": "thought",
      },
      {
        "delta": "Forty-two.",
        "messageId": "msg_0",
        "type": "text",
      },
      {
        "type": "usage",
        "usage": {
          "cachedInputTokens": 0,
          "inputTokens": 657,
          "outputTokens": 3,
        },
      },
      {
        "stop": "end-turn",
        "text": "Forty-two.",
        "type": "result",
      },
    ]
  `);
});

test('a command and what it said', async () => {
  expect(await eventsOf('1.0.41-tool-call')).toMatchInlineSnapshot(`
    [
      {
        "id": "01a2056a-1f64-7392-886c-4cfc1930ee65",
        "type": "session",
      },
      {
        "id": "grok-4.6",
        "type": "model",
      },
      {
        "callId": "call_fake2540",
        "input": {
          "command": "echo out; exit 3",
          "description": "Fail",
        },
        "name": "run_terminal_command",
        "type": "tool-call",
      },
      {
        "callId": "call_fake2540",
        "output": "exit: 3
    out
    ",
        "type": "tool-result",
      },
      {
        "delta": "tool said: e",
        "messageId": "msg_1",
        "type": "text",
      },
      {
        "delta": "xit: 3
    out
    ",
        "messageId": "msg_1",
        "type": "text",
      },
      {
        "type": "usage",
        "usage": {
          "cachedInputTokens": 0,
          "inputTokens": 1322,
          "outputTokens": 19,
        },
      },
      {
        "stop": "end-turn",
        "text": "tool said: exit: 3
    out
    ",
        "type": "result",
      },
    ]
  `);
});

test('files that were made and changed', async () => {
  const events = await eventsOf('1.0.41-file-change');
  expect(events.filter(({ type }) => type === 'file-change' || type === 'tool-result')).toMatchInlineSnapshot(`
    [
      {
        "callId": "call_fake3",
        "output": "The file /work/project/new.txt has been created.",
        "type": "tool-result",
      },
      {
        "change": "create",
        "path": "/work/project/new.txt",
        "type": "file-change",
      },
      {
        "callId": "call_fake4",
        "output": "The file new.txt has been updated successfully.",
        "type": "tool-result",
      },
      {
        "change": "modify",
        "path": "/work/project/new.txt",
        "type": "file-change",
      },
    ]
  `);
});

test('a file that was read, and a tool of an MCP server', async () => {
  const events = [...(await eventsOf('1.0.41-read-only')), ...(await eventsOf('1.0.41-mcp-tool-call'))];
  expect(events.filter(({ type }) => type === 'tool-result')).toMatchInlineSnapshot(`
    [
      {
        "callId": "call_fake15",
        "output": "hello
    ",
        "type": "tool-result",
      },
      {
        "callId": "call_fake3605",
        "output": "called",
        "type": "tool-result",
      },
    ]
  `);
});

test('usage and cost of this run, the cached tokens being part of the input', async () => {
  expect((await eventsOf('1.0.41-usage')).find(({ type }) => type === 'usage')).toMatchInlineSnapshot(`
    {
      "type": "usage",
      "usage": {
        "cachedInputTokens": 200,
        "costUsd": 0.001234,
        "inputTokens": 1200,
        "outputTokens": 34,
      },
    }
  `);
});

test('an edit outside the folder is refused, and the turn goes on', async () => {
  expect((await eventsOf('1.0.41-edit-outside')).filter(({ type }) => type !== 'text')).toMatchInlineSnapshot(`
    [
      {
        "id": "01a2056a-23f1-7ee0-b819-4f3aac56ed06",
        "type": "session",
      },
      {
        "id": "grok-4.6",
        "type": "model",
      },
      {
        "callId": "call_fake2549",
        "input": {
          "content": "one
    ",
          "file_path": "/etc/new.txt",
        },
        "name": "write",
        "type": "tool-call",
      },
      {
        "callId": "call_fake2549",
        "isError": true,
        "output": "Tool \`write\` was not executed: Denied by permission policy: deny rule on edit matching "/[!t]*/**"",
        "type": "tool-result",
      },
      {
        "type": "warning",
        "warning": {
          "code": "permission-denied",
          "message": "Grok was not allowed to use "write".",
        },
      },
      {
        "type": "usage",
        "usage": {
          "cachedInputTokens": 0,
          "inputTokens": 1314,
          "outputTokens": 40,
        },
      },
      {
        "stop": "end-turn",
        "text": "tool said: Tool \`write\` was not executed: Denied by permission policy: deny rule on edit matching "/[!t]*/**"",
        "type": "result",
      },
    ]
  `);
});

test('a tool that needed a word from somebody ends the turn, which is a failure with a name', async () => {
  expect((await eventsOf('1.0.41-permission-denied')).slice(-3)).toMatchInlineSnapshot(`
    [
      {
        "type": "warning",
        "warning": {
          "code": "permission-denied",
          "message": "Grok was not allowed to use "run_terminal_command".",
        },
      },
      {
        "type": "usage",
        "usage": {
          "cachedInputTokens": 0,
          "inputTokens": 662,
          "outputTokens": 14,
        },
      },
      {
        "failure": {
          "code": "permission_denied",
          "hint": "Ask with a higher permission, or for less.",
          "message": "Grok was not allowed to use a tool and ended the turn over it.",
        },
        "stop": "failed",
        "type": "result",
      },
    ]
  `);
});

test('an answer as JSON', async () => {
  expect((await eventsOf('1.0.41-structured')).at(-1)).toMatchInlineSnapshot(`
    {
      "stop": "end-turn",
      "structured": {
        "answer": 42,
      },
      "text": "{"answer":42}",
      "type": "result",
    }
  `);
});

test('a fork reports its own id', async () => {
  const [first] = await eventsOf('1.0.41-fork');
  const [resumed] = await eventsOf('1.0.41-resume');
  expect(first).not.toEqual(resumed);
});

test.each([
  ['1.0.41-limit-reached', 'max-turns', 'limit_reached'],
  ['1.0.41-answer-limit-reached', 'failed', 'limit_reached'],
  ['1.0.41-refused', 'refused', 'refused'],
  ['1.0.41-auth-required', 'failed', 'auth_required'],
  ['1.0.41-not-signed-in-auth-required', 'failed', 'auth_required'],
  ['1.0.41-rate-limited', 'failed', 'rate_limited'],
  ['1.0.41-overloaded', 'failed', 'overloaded'],
  ['1.0.41-broken-stream-overloaded', 'failed', 'overloaded'],
  ['1.0.41-network-error', 'failed', 'network_error'],
  ['1.0.41-context-overflow', 'failed', 'context_overflow'],
  ['1.0.41-model-not-found', 'failed', 'model_not_found'],
])('%s ends as %s with %s', async (name, stop, code) => {
  expect((await eventsOf(name)).at(-1)).toMatchObject({ type: 'result', stop, failure: { code } });
});

test('without a login there is no conversation to report', async () => {
  const events = await eventsOf('1.0.41-not-signed-in-auth-required');
  expect(events.filter(({ type }) => type === 'session')).toEqual([]);
});

test('a run that was stopped has no result', async () => {
  expect((await eventsOf('1.0.41-unfinished')).map(({ type }) => type)).toEqual(['session', 'model', 'text']);
});

test('a message that came without pieces is not lost', async () => {
  const turn = fixtures.find(({ name }) => name === '1.0.41-thinking.jsonl')!;
  const events = await parse(turn.lines.filter((line) => !line.includes('"stream_event"')));
  expect(events).toEqual(await eventsOf('1.0.41-thinking'));
});

test('a block of an unknown kind does not take its message with it', async () => {
  const content = [{ type: 'hologram' }, { type: 'tool_use', id: 'call-1', name: 'grep', input: { pattern: 'x' } }];
  const line = { type: 'assistant', message: { id: 'msg_0', model: 'grok-4.6', content }, parent_tool_use_id: null };
  expect((await parse([JSON.stringify(line)])).map(({ type }) => type)).toEqual(['model', 'tool-call']);
});
