import { fixturesIn } from '@llm-gateway/core/testing';
import type { AgentEvent } from '@llm-gateway/core/provider';
import { expect, test } from 'vitest';
import { parseOutput } from './parse-output.js';

const fixtures = fixturesIn(new URL('../fixtures', import.meta.url));

async function events(lines: readonly string[]): Promise<readonly AgentEvent[]> {
  const seen: AgentEvent[] = [];
  for await (const event of parseOutput(feed(lines))) seen.push(event);
  return seen;
}

async function* feed(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

function recorded(name: string): readonly string[] {
  return fixtures.find((fixture) => fixture.name === `0.61.0-${name}.jsonl`)!.lines;
}

async function ending(name: string): Promise<AgentEvent | undefined> {
  return (await events(recorded(name))).find(({ type }) => type === 'result');
}

test('a new conversation', async () => {
  expect(await events(recorded('new'))).toMatchInlineSnapshot(`
    [
      {
        "id": "307bd7cf-da7b-4181-991b-8d68f30ba717",
        "type": "session",
      },
      {
        "id": "gemini-3.8-flash",
        "type": "model",
      },
      {
        "delta": "Hello from t",
        "messageId": "1",
        "type": "text",
      },
      {
        "delta": "he model, in",
        "messageId": "1",
        "type": "text",
      },
      {
        "delta": " more than o",
        "messageId": "1",
        "type": "text",
      },
      {
        "delta": "ne piece.",
        "messageId": "1",
        "type": "text",
      },
      {
        "type": "usage",
        "usage": {
          "cachedInputTokens": 0,
          "inputTokens": 21,
          "outputTokens": 12,
        },
      },
      {
        "stop": "end-turn",
        "text": "Hello from the model, in more than one piece.",
        "type": "result",
      },
    ]
  `);
});

test('tools, changed files and what the policy forbade', async () => {
  expect((await events(recorded('tools'))).filter(({ type }) => type !== 'text')).toMatchInlineSnapshot(`
    [
      {
        "id": "6f2f7b9d-8465-4c89-812c-cefc4a57ad3b",
        "type": "session",
      },
      {
        "id": "gemini-3.8-flash",
        "type": "model",
      },
      {
        "callId": "read_file__read_file_1795386488334_0",
        "input": {
          "file_path": "/work/project/notes.txt",
        },
        "name": "read_file",
        "type": "tool-call",
      },
      {
        "callId": "read_file__read_file_1795386488334_0",
        "isError": false,
        "output": "",
        "type": "tool-result",
      },
      {
        "callId": "write_file__write_file_1795386488419_0",
        "input": {
          "content": "x",
          "file_path": "/work/project/new.txt",
        },
        "name": "write_file",
        "type": "tool-call",
      },
      {
        "callId": "write_file__write_file_1795386488419_0",
        "isError": false,
        "type": "tool-result",
      },
      {
        "change": "modify",
        "path": "/work/project/new.txt",
        "type": "file-change",
      },
      {
        "callId": "replace__replace_1795386488463_0",
        "input": {
          "file_path": "/work/project/notes.txt",
          "instruction": "change",
          "new_string": "two",
          "old_string": "one",
        },
        "name": "replace",
        "type": "tool-call",
      },
      {
        "callId": "replace__replace_1795386488463_0",
        "isError": false,
        "type": "tool-result",
      },
      {
        "change": "modify",
        "path": "/work/project/notes.txt",
        "type": "file-change",
      },
      {
        "callId": "write_file__write_file_1795386488513_0",
        "input": {
          "content": "{}",
          "file_path": "/work/project/package.json",
        },
        "name": "write_file",
        "type": "tool-call",
      },
      {
        "callId": "write_file__write_file_1795386488513_0",
        "isError": true,
        "output": "Tool execution denied by policy. Modifying build configuration files requires explicit user confirmation",
        "type": "tool-result",
      },
      {
        "type": "warning",
        "warning": {
          "code": "permission-denied",
          "message": "Gemini CLI did not let the agent use "write_file".",
        },
      },
      {
        "callId": "run_shell_command__run_shell_command_1795386488636_0",
        "input": {
          "command": "ls",
        },
        "name": "run_shell_command",
        "type": "tool-call",
      },
      {
        "callId": "run_shell_command__run_shell_command_1795386488636_0",
        "isError": true,
        "output": "Tool "run_shell_command" not found. Did you mean one of: "update_topic", "grep_search", "replace"?",
        "type": "tool-result",
      },
      {
        "type": "usage",
        "usage": {
          "cachedInputTokens": 0,
          "inputTokens": 552,
          "outputTokens": 171,
        },
      },
      {
        "stop": "end-turn",
        "text": "tool said: one
     | Successfully created and wrote to new file: /work/project/new.txt. Here is the updated code:
    x | Successfully modified file: /work/project/notes.txt (1 replacements). Here is the updated code:
    two
     | Tool execution denied by policy. Modifying build configuration files requires explicit user confirmation | Tool "run_shell_command" not found. Did you mean one of: "update_topic", "grep_search", "replace"?",
        "type": "result",
      },
    ]
  `);
});

test('names the model that the router chose', async () => {
  expect((await events(recorded('auto-model'))).filter(({ type }) => type === 'model')).toEqual([
    { type: 'model', id: 'gemini-3.8-flash' },
  ]);
});

test('counts thoughts as output', async () => {
  const line =
    '{"type":"result","status":"success","stats":{"total_tokens":100,"input_tokens":60,"output_tokens":10,"cached":20,"models":{"m":{}}}}';
  expect(await events([line])).toContainEqual({
    type: 'usage',
    usage: { inputTokens: 60, outputTokens: 40, cachedInputTokens: 20 },
  });
});

test('the answer is the text after the last tool call', async () => {
  const lines = [
    '{"type":"message","role":"assistant","content":"I look. ","delta":true}',
    '{"type":"tool_use","tool_name":"glob","tool_id":"1","parameters":{}}',
    '{"type":"tool_result","tool_id":"1","status":"success"}',
    '{"type":"message","role":"assistant","content":"Found ","delta":true}',
    '{"type":"message","role":"assistant","content":"it.","delta":true}',
    '{"type":"result","status":"success"}',
  ];
  const seen = await events(lines);
  expect(seen.filter(({ type }) => type === 'text')).toEqual([
    { type: 'text', delta: 'I look. ', messageId: '1' },
    { type: 'text', delta: 'Found ', messageId: '2' },
    { type: 'text', delta: 'it.', messageId: '2' },
  ]);
  expect(seen.at(-1)).toEqual({ type: 'result', stop: 'end-turn', text: 'Found it.' });
});

test.each([
  ['auth-required', 'failed', 'auth_required'],
  ['cli-error-empty-answer', 'failed', 'cli_error'],
  ['cli-error-loop', 'failed', 'cli_error'],
  ['context-overflow-or-hook', 'failed', 'context_overflow'],
  ['invalid-request', 'failed', 'invalid_request'],
  ['limit-reached-turns', 'max-turns', 'limit_reached'],
  ['model-not-found', 'failed', 'model_not_found'],
  ['network-error', 'failed', 'network_error'],
  ['overloaded-500', 'failed', 'overloaded'],
  ['permission-denied-hook', 'failed', 'permission_denied'],
  ['rate-limited', 'failed', 'rate_limited'],
])('the run %s stops as %s with %s', async (name, stop, code) => {
  expect(await ending(name)).toMatchObject({ stop, failure: { code } });
});

test('leaves an error that only the exit code explains to the exit code', async () => {
  expect(await ending('overloaded-503')).toBeUndefined();
});

test('a run that was stopped has no result', async () => {
  expect(await events(recorded('unfinished-killed'))).toEqual([
    { type: 'session', id: expect.any(String) },
    { type: 'model', id: 'gemini-3.8-flash' },
  ]);
});

test('an answer that was refused is no answer', async () => {
  const lines = [
    '{"type":"error","severity":"error","message":"The model response was blocked due to safety settings."}',
    '{"type":"result","status":"error"}',
  ];
  expect((await events(lines)).at(-1)).toMatchObject({ stop: 'refused', failure: { code: 'refused' } });
});

test('passes on what it does not know', async () => {
  const lines = [
    'npm WARN',
    '',
    '{"type":"future","x":1}',
    '{"half":',
    '{"type":"result","status":"success"}',
    '{"type":"result","status":"success"}',
  ];
  expect((await events(lines)).filter(({ type }) => type === 'raw')).toEqual([
    { type: 'raw', value: 'npm WARN' },
    { type: 'raw', value: { type: 'future', x: 1 } },
    { type: 'raw', value: '{"half":' },
    { type: 'raw', value: { type: 'result', status: 'success' } },
  ]);
});
