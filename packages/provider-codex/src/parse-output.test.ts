import type { AgentEvent, RunFacts } from '@llm-gateway/core/provider';
import { fixturesIn } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import type { CodexOptions } from './options.js';
import { parseOutput } from './parse-output.js';

const fixtures = fixturesIn(new URL('../fixtures', import.meta.url));
const newRun: RunFacts<CodexOptions> = { session: { kind: 'new' }, options: {} };

async function parse(lines: readonly string[], run?: RunFacts<CodexOptions>): Promise<readonly AgentEvent[]> {
  async function* source(): AsyncGenerator<string> {
    yield* lines;
  }
  const events: AgentEvent[] = [];
  for await (const event of parseOutput(source(), run)) events.push(event);
  return events;
}

async function replay(scenario: string, run = newRun): Promise<readonly AgentEvent[]> {
  const fixture = fixtures.find(({ name }) => name === `0.169.0-${scenario}.jsonl`);
  return parse(fixture!.lines, run);
}

/** One event a line, so that a whole run can be read at a glance. */
function onLines(events: readonly AgentEvent[]): string {
  return events.map((event) => JSON.stringify(event)).join('\n');
}

test('reads a turn', async () => {
  expect(onLines(await replay('turn'))).toMatchInlineSnapshot(`
    "{"type":"session","id":"01a2055d-6110-7230-8f19-5199237b3ebe"}
    {"type":"text","delta":"Hello from the model.","messageId":"item_0"}
    {"type":"usage","usage":{"inputTokens":10,"outputTokens":6,"cachedInputTokens":0}}
    {"type":"result","stop":"end-turn","text":"Hello from the model."}"
  `);
});

test('tells thoughts from the answer', async () => {
  expect(onLines(await replay('thinking'))).toMatchInlineSnapshot(`
    "{"type":"session","id":"01a2055d-6562-7072-b46d-84d63efcb272"}
    {"type":"thought","delta":"The user wants a number.","messageId":"item_0"}
    {"type":"text","delta":"Forty-two.","messageId":"item_1"}
    {"type":"usage","usage":{"inputTokens":18,"outputTokens":3,"cachedInputTokens":0}}
    {"type":"result","stop":"end-turn","text":"Forty-two."}"
  `);
});

test('reports a command and that it failed', async () => {
  expect(onLines(await replay('tool-call'))).toMatchInlineSnapshot(`
    "{"type":"session","id":"01a2055d-b3ea-73a2-9d9e-206d214fcc66"}
    {"type":"tool-call","callId":"item_0","name":"exec_command","input":{"command":"/bin/bash -lc 'echo out; exit 3'"}}
    {"type":"tool-result","callId":"item_0","output":"out\\n","isError":true}
    {"type":"text","delta":"tool said: Script completed\\nWall time 0.2 seconds\\nOutput:\\n\\n{\\"chunk_id\\":\\"7037ca\\",\\"wall_time_seconds\\":0.000010312,\\"exit_code\\":3,\\"original_token_count\\":1,\\"output\\":\\"out\\\\n\\"}","messageId":"item_1"}
    {"type":"usage","usage":{"inputTokens":28,"outputTokens":49,"cachedInputTokens":0}}
    {"type":"result","stop":"end-turn","text":"tool said: Script completed\\nWall time 0.2 seconds\\nOutput:\\n\\n{\\"chunk_id\\":\\"7037ca\\",\\"wall_time_seconds\\":0.000010312,\\"exit_code\\":3,\\"original_token_count\\":1,\\"output\\":\\"out\\\\n\\"}"}"
  `);
});

test('reports files as they are created, changed and deleted', async () => {
  const events = (await replay('file-change')).filter(({ type }) => type !== 'text' && type !== 'result');
  expect(onLines(events)).toMatchInlineSnapshot(`
    "{"type":"session","id":"01a2055d-b961-7ea1-8ad6-16b5a5233e30"}
    {"type":"tool-call","callId":"item_0","name":"apply_patch","input":{"changes":[{"path":"/work/project/new.txt","kind":"add"}]}}
    {"type":"tool-result","callId":"item_0","isError":false}
    {"type":"file-change","path":"/work/project/new.txt","change":"create"}
    {"type":"tool-call","callId":"item_1","name":"apply_patch","input":{"changes":[{"path":"/work/project/new.txt","kind":"update"}]}}
    {"type":"tool-result","callId":"item_1","isError":false}
    {"type":"file-change","path":"/work/project/new.txt","change":"modify"}
    {"type":"tool-call","callId":"item_2","name":"apply_patch","input":{"changes":[{"path":"/work/project/new.txt","kind":"delete"}]}}
    {"type":"tool-result","callId":"item_2","isError":false}
    {"type":"file-change","path":"/work/project/new.txt","change":"delete"}
    {"type":"usage","usage":{"inputTokens":304,"outputTokens":101,"cachedInputTokens":0}}"
  `);
});

test('reports the tools of MCP servers, and that one failed', async () => {
  expect(onLines((await replay('mcp-tool-call')).filter(({ type }) => type.startsWith('tool-'))))
    .toMatchInlineSnapshot(`
    "{"type":"tool-call","callId":"item_0","name":"mcp__probe/echo","input":{"text":"hi"}}
    {"type":"tool-result","callId":"item_0","output":[{"type":"text","text":"echo: hi"}],"isError":false}
    {"type":"tool-call","callId":"item_1","name":"mcp__probe/fail","input":{}}
    {"type":"tool-result","callId":"item_1","output":[{"type":"text","text":"It failed."}],"isError":true}"
  `);
});

test('reports a web search', async () => {
  expect(onLines((await replay('web-search')).filter(({ type }) => type.startsWith('tool-')))).toMatchInlineSnapshot(`
    "{"type":"tool-call","callId":"ws1","name":"web_search","input":{"query":"cats"}}
    {"type":"tool-result","callId":"ws1","isError":false}"
  `);
});

test.each([
  ['mcp-tool-not-approved', 'Codex was not allowed to call the tool "put" of the MCP server "probe".'],
  ['command-declined', `Codex was not allowed to run the command "/bin/bash -lc 'touch /home/user/outside'".`],
])('warns of what Codex did not allow: %s', async (scenario, message) => {
  const warnings = (await replay(scenario)).filter(({ type }) => type === 'warning');
  expect(warnings).toEqual([{ type: 'warning', warning: { code: 'permission-denied', message } }]);
});

test('warns while Codex tries again by itself', async () => {
  expect(onLines(await replay('api-retry'))).toMatchInlineSnapshot(`
    "{"type":"session","id":"01a2055d-9ab0-7ef2-851b-395d191884d6"}
    {"type":"warning","warning":{"code":"retrying","message":"Codex tries again (1/1). The model API is overloaded or out of order."}}
    {"type":"text","delta":"Second try.","messageId":"item_0"}
    {"type":"usage","usage":{"inputTokens":11,"outputTokens":3,"cachedInputTokens":0}}
    {"type":"result","stop":"end-turn","text":"Second try."}"
  `);
});

test('names the failure of a turn', async () => {
  expect(onLines(await replay('model-not-found'))).toMatchInlineSnapshot(`
    "{"type":"session","id":"01a2055d-c58f-7670-9042-5068913b2e96"}
    {"type":"warning","warning":{"code":"other","message":"Codex says: Model metadata for \`no-such-model\` not found. Defaulting to fallback metadata; this can degrade performance and cause issues."}}
    {"type":"result","stop":"failed","failure":{"code":"model_not_found","message":"The model does not exist, or this account may not use it.","hint":"Choose one of those that \`list_models\` shows."}}"
  `);
});

test('keeps the part of an answer that was cut short', async () => {
  expect(onLines((await replay('cut-short-limit-reached')).slice(-1))).toMatchInlineSnapshot(
    `"{"type":"result","stop":"failed","text":"partial","failure":{"code":"limit_reached","message":"The answer reached its limit and is not whole."}}"`,
  );
});

test('reports a refusal as one', async () => {
  expect(onLines((await replay('content-filter-refused')).slice(-1))).toMatchInlineSnapshot(
    `"{"type":"result","stop":"refused","failure":{"code":"refused","message":"The model API refuses this content."}}"`,
  );
});

test('reports no end of a run that was stopped', async () => {
  expect(onLines(await replay('unfinished'))).toMatchInlineSnapshot(`
    "{"type":"session","id":"01a20560-2f3a-76e3-ab19-a86a85ff0848"}
    {"type":"tool-call","callId":"item_0","name":"exec_command","input":{"command":"/bin/bash -lc 'sleep 30'"}}"
  `);
});

test('reports the last error of a run that then says no more', async () => {
  const events = await parse([
    '{"type":"error","message":"Reconnecting... waiting for network"}',
    '{"type":"error","message":"Missing environment variable: `COMPANY_KEY`."}',
  ]);
  expect(onLines(events)).toMatchInlineSnapshot(`
    "{"type":"warning","warning":{"code":"retrying","message":"Codex tries again."}}
    {"type":"result","stop":"failed","failure":{"code":"auth_required","message":"Codex's model provider needs the environment variable \\"COMPANY_KEY\\".","hint":"Set COMPANY_KEY where the gateway starts."}}"
  `);
});

test.each([
  ['{"answer":42}', { answer: 42 }],
  ['not JSON', undefined],
])('takes the answer %j for the data %j when a schema was asked for', async (text, structured) => {
  const message = JSON.stringify({ type: 'item.completed', item: { id: 'item_0', type: 'agent_message', text } });
  const events = await parse([message, '{"type":"turn.completed","usage":{}}'], {
    session: { kind: 'new' },
    options: { outputSchema: {} },
  });
  expect(events.at(-1)).toEqual({ type: 'result', stop: 'end-turn', text, ...(structured && { structured }) });
});

test('passes on what it does not know, as it came', async () => {
  const lines = [
    'npm warn something',
    '{"type":"turn.paused"}',
    '{"type":"item.updated","item":{"id":"item_1","type":"todo_list","items":[]}}',
  ];
  expect(onLines(await parse(lines))).toMatchInlineSnapshot(`
    "{"type":"raw","value":"npm warn something"}
    {"type":"raw","value":{"type":"turn.paused"}}
    {"type":"raw","value":{"type":"item.updated","item":{"id":"item_1","type":"todo_list","items":[]}}}"
  `);
});

test('says a warning once that Codex says twice', async () => {
  const line =
    '{"type":"item.completed","item":{"id":"item_0","type":"error","message":"Ignored unsupported project-local config keys."}}';
  expect(onLines(await parse([line, line]))).toMatchInlineSnapshot(
    `"{"type":"warning","warning":{"code":"other","message":"Codex says: Ignored unsupported project-local config keys."}}"`,
  );
});
