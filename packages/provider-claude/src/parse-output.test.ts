import type { AgentEvent, JsonValue } from '@llm-gateway/core/provider';
import { fixturesIn } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import type { ClaudeOptions } from './options.js';
import { parseOutput } from './parse-output.js';

const fixtures = fixturesIn(new URL('../fixtures', import.meta.url));

function recorded(name: string): readonly string[] {
  return fixtures.find((fixture) => fixture.name === `${name}.jsonl`)!.lines;
}

async function eventsIn(lines: readonly string[], options: ClaudeOptions = {}): Promise<readonly AgentEvent[]> {
  const events: AgentEvent[] = [];
  for await (const event of parseOutput(feed(lines), { session: { kind: 'new' }, options })) events.push(event);
  return events;
}

async function* feed(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function eventsOf(name: string, ...types: readonly AgentEvent['type'][]): Promise<readonly AgentEvent[]> {
  const events = await eventsIn(recorded(name));
  return types.length === 0 ? events : events.filter(({ type }) => types.includes(type));
}

/** One event a line, as it would stand in a log. */
function shown(events: readonly AgentEvent[]): string {
  return events.map((event) => JSON.stringify(event)).join('\n');
}

function asLines(...values: readonly JsonValue[]): readonly string[] {
  return values.map((value) => JSON.stringify(value));
}

test('a new conversation', async () => {
  expect(shown(await eventsOf('2.1.330-turn'))).toMatchInlineSnapshot(`
    "{"type":"session","id":"9f4a2ae5-0d8b-4439-968e-cca29996736d"}
    {"type":"model","id":"claude-opus-5-5"}
    {"type":"text","delta":"Hello from the ","messageId":"msg_fake309"}
    {"type":"text","delta":"model.","messageId":"msg_fake309"}
    {"type":"usage","usage":{"inputTokens":1200,"outputTokens":34,"cachedInputTokens":0,"costUsd":0.00548}}
    {"type":"result","stop":"end-turn","text":"Hello from the model."}"
  `);
});

test('the older version tells the same', async () => {
  expect(shown(await eventsOf('2.1.197-turn'))).toMatchInlineSnapshot(`
    "{"type":"session","id":"57399f6c-4351-420a-a9fa-4825ebca9c37"}
    {"type":"model","id":"claude-opus-4-8[1m]"}
    {"type":"model","id":"claude-opus-4-8"}
    {"type":"text","delta":"Hello from the ","messageId":"msg_fake352"}
    {"type":"text","delta":"model.","messageId":"msg_fake352"}
    {"type":"usage","usage":{"inputTokens":1200,"outputTokens":34,"cachedInputTokens":0,"costUsd":0.006849999999999999}}
    {"type":"result","stop":"end-turn","text":"Hello from the model."}"
  `);
});

test.each(['2.1.330', '2.1.197'])(
  'a resumed conversation keeps its id and counts its own tokens (%s)',
  async (version) => {
    const [first] = await eventsOf(`${version}-turn`, 'session');
    const [session, usage] = await eventsOf(`${version}-resume`, 'session', 'usage');
    expect(session).toEqual(first);
    expect(usage).toMatchObject({ usage: { inputTokens: 200, outputTokens: 20 } });
  },
);

test('a fork has an id and a count of its own', async () => {
  const [first] = await eventsOf('2.1.330-turn', 'session');
  const [session, usage] = await eventsOf('2.1.330-fork', 'session', 'usage');
  expect(session).not.toEqual(first);
  expect(shown([usage!])).toMatchInlineSnapshot(
    `"{"type":"usage","usage":{"inputTokens":300,"outputTokens":30,"cachedInputTokens":0,"costUsd":0.0018}}"`,
  );
});

test('thoughts are told apart from the answer', async () => {
  expect(shown(await eventsOf('2.1.330-thinking', 'thought', 'text'))).toMatchInlineSnapshot(`
    "{"type":"thought","delta":"The user wants a number.","messageId":"msg_fake312"}
    {"type":"text","delta":"Forty-two.","messageId":"msg_fake312"}"
  `);
});

test('tools and what came of them', async () => {
  expect(shown(await eventsOf('2.1.330-tool-call', 'tool-call', 'tool-result'))).toMatchInlineSnapshot(`
    "{"type":"tool-call","callId":"toolu_fake313","name":"Bash","input":{"command":"echo out; exit 3","description":"Fail"}}
    {"type":"tool-result","callId":"toolu_fake313","output":"Exit code 3\\nout","isError":true}
    {"type":"tool-call","callId":"toolu_fake314","name":"Bash","input":{"command":"echo fine","description":"Succeed"}}
    {"type":"tool-result","callId":"toolu_fake314","output":"fine"}"
  `);
});

test('files that were written, also in a notebook', async () => {
  expect(shown(await eventsOf('2.1.330-file-change', 'file-change'))).toMatchInlineSnapshot(`
    "{"type":"file-change","path":"/work/project/new.txt","change":"create"}
    {"type":"file-change","path":"/work/project/new.txt","change":"modify"}
    {"type":"file-change","path":"/work/project/n.ipynb","change":"modify"}"
  `);
});

test.each(['2.1.330', '2.1.197'])('each denied tool is told once (%s)', async (version) => {
  const warnings = await eventsOf(`${version}-tool-denied`, 'warning');
  expect(warnings.map((event) => event.type === 'warning' && event.warning)).toEqual([
    { code: 'permission-denied', message: 'Claude Code was not allowed to use "Bash".' },
    { code: 'permission-denied', message: 'Claude Code was not allowed to use "Write".' },
  ]);
});

test('an MCP server that did not start is told, and the others work', async () => {
  expect(shown(await eventsOf('2.1.330-mcp-servers', 'warning', 'tool-call', 'tool-result'))).toMatchInlineSnapshot(`
    "{"type":"warning","warning":{"code":"other","message":"The MCP server \\"broken\\" did not start."}}
    {"type":"tool-call","callId":"toolu_fake321","name":"mcp__probe__poke","input":{}}
    {"type":"tool-result","callId":"toolu_fake321","output":[{"type":"text","text":"poked probe"}]}"
  `);
});

test("a subagent's tools are told, its words are not", async () => {
  const events = await eventsOf('2.1.330-subagent');
  expect(events.flatMap((event) => (event.type === 'tool-call' ? [event.name] : []))).toEqual(['Agent', 'Read']);
  const [usage] = events.filter(({ type }) => type === 'usage');
  expect(shown([usage!])).toMatchInlineSnapshot(
    `"{"type":"usage","usage":{"inputTokens":120,"outputTokens":242,"cachedInputTokens":0,"costUsd":0.00532}}"`,
  );
  expect(events.filter(({ type }) => type === 'raw')).toEqual([]);
});

test('a structured answer', async () => {
  expect(shown(await eventsOf('2.1.330-structured', 'result'))).toMatchInlineSnapshot(
    `"{"type":"result","stop":"end-turn","text":"{\\"city\\":\\"Bern\\"}","structured":{"city":"Bern"}}"`,
  );
});

test('a structured answer that is missing is told', async () => {
  const events = await eventsIn(recorded('2.1.330-turn'), { outputSchema: { type: 'object' } });
  expect(shown(events.slice(-2))).toMatchInlineSnapshot(`
    "{"type":"warning","warning":{"code":"other","message":"Claude Code ended without the structured answer that outputSchema asks for."}}
    {"type":"result","stop":"end-turn","text":"Hello from the model."}"
  `);
});

test('repeated requests and the fallback model are told', async () => {
  expect(shown(await eventsOf('2.1.330-fallback-model', 'warning', 'model'))).toMatchInlineSnapshot(`
    "{"type":"model","id":"claude-opus-5-5"}
    {"type":"warning","warning":{"code":"retrying","message":"The model API answered with 529; Claude Code tries again (1 of 2)."}}
    {"type":"warning","warning":{"code":"retrying","message":"The model API answered with 529; Claude Code tries again (2 of 2)."}}
    {"type":"warning","warning":{"code":"other","message":"Claude Code changed from model \\"claude-opus-5-5\\" to \\"claude-sonnet-4-5\\"."}}
    {"type":"model","id":"claude-sonnet-4-5"}"
  `);
});

test.each(['2.1.330', '2.1.197'])('a spent limit says when it ends (%s)', async (version) => {
  const [result] = await eventsOf(`${version}-limit-spent-rate-limited`, 'result');
  expect(result).toMatchObject({
    failure: { code: 'rate_limited', message: 'The usage limit of the Claude account is spent.' },
  });
  expect(result).toHaveProperty('failure.retryAt', expect.stringMatching(/^2026-11-2\dT\d\d:\d\d:\d\d\.000Z$/));
});

test("the vendor's words about a failure are no part of the answer", async () => {
  for (const name of ['2.1.330-auth-required', '2.1.330-model-not-found', '2.1.197-auth-required']) {
    expect(await eventsOf(name, 'text')).toEqual([]);
  }
});

test.each(['2.1.330', '2.1.197'])(
  'an unknown conversation is named, and no other one instead (%s)',
  async (version) => {
    expect(shown(await eventsOf(`${version}-unknown-id-session-not-found`))).toMatchInlineSnapshot(
      `"{"type":"result","stop":"failed","failure":{"code":"session_not_found","message":"Claude Code has no conversation with this id.","hint":"Leave the session id out to start a new conversation."}}"`,
    );
  },
);

test('a run that was stopped has no result', async () => {
  expect(shown(await eventsOf('2.1.330-terminated-unfinished'))).toMatchInlineSnapshot(`
    "{"type":"session","id":"a239567b-e527-43d3-8c0b-5f67d312c8e7"}
    {"type":"model","id":"claude-opus-5-5"}
    {"type":"text","delta":"chunk 1/20 ","messageId":"msg_fake350"}"
  `);
});

test('a task that ends in the background begins another turn, and the last one counts', async () => {
  const share = (inputTokens: number): JsonValue => ({
    'claude-opus-5-5': { inputTokens, outputTokens: 1, costUSD: 0.5 },
  });
  const turn = (result: string, inputTokens: number): JsonValue => ({
    type: 'result',
    subtype: 'success',
    is_error: false,
    result,
    model_usage_since_last_result: share(inputTokens),
  });
  const init = { type: 'system', subtype: 'init', session_id: 'a' };
  const events = await eventsIn(asLines(init, turn('It runs.', 100), init, turn('It is done.', 200)));
  expect(shown(events)).toMatchInlineSnapshot(`
    "{"type":"session","id":"a"}
    {"type":"usage","usage":{"inputTokens":100,"outputTokens":1,"cachedInputTokens":0,"costUsd":0.5}}
    {"type":"usage","usage":{"inputTokens":300,"outputTokens":2,"cachedInputTokens":0,"costUsd":1}}
    {"type":"result","stop":"end-turn","text":"It is done."}"
  `);
});

test('an answer that does not come in pieces comes whole', async () => {
  const message = { id: 'msg_1', content: [{ type: 'text', text: 'All at once.' }] };
  expect(await eventsIn(asLines({ type: 'assistant', message }))).toEqual([
    { type: 'text', delta: 'All at once.', messageId: 'msg_1' },
  ]);
});

test('a result that does not say that it is none of them is an error', async () => {
  const [result] = await eventsIn(asLines({ type: 'result', subtype: 'success', result: 'Fine?' }));
  expect(result).toMatchObject({ type: 'result', stop: 'failed', failure: { code: 'cli_error' } });
});

test('lines that nobody knows are passed on', async () => {
  const unknown = { type: 'system', subtype: 'something_new', value: 1 };
  expect(await eventsIn([...asLines(unknown), '', 'npm WARN old lockfile'])).toEqual([
    { type: 'raw', value: unknown },
    { type: 'raw', value: 'npm WARN old lockfile' },
  ]);
});
