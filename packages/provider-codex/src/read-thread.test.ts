import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { readThread } from './read-thread.js';

const PATH = '/home/user/.codex/sessions/2026/11/22/rollout.jsonl';

async function read(lines: readonly string[], bytes?: number): Promise<unknown> {
  const text = lines.join('\n');
  const context = testContext({ files: { [PATH]: text } });
  const rollout = { name: 'rollout.jsonl', path: PATH, kind: 'file', modifiedAt: '2026-11-22T21:46:20Z' } as const;
  return readThread({ ...rollout, bytes: bytes ?? Buffer.byteLength(text) }, context);
}

// Shortened from a rollout of 0.169.0.
const meta =
  '{"timestamp":"2026-11-22T21:46:20.812Z","ordinal":0,"type":"session_meta","payload":{"id":"01a20539-72d1-7b61-81b6-ead0a293d938","cwd":"/work/project","source":"exec"}}';
const turn = (model: string, effort: string): string =>
  `{"timestamp":"2026-11-22T21:46:20.859Z","ordinal":9,"type":"turn_context","payload":{"cwd":"/work/project","model":"${model}"${effort}}}`;
const noCount = '{"ordinal":10,"type":"event_msg","payload":{"type":"token_count","info":null,"rate_limits":null}}';
const count = (input: number, cached: number, output: number): string =>
  `{"ordinal":16,"type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":${input},"cached_input_tokens":${cached},"cache_write_input_tokens":0,"output_tokens":${output},"reasoning_output_tokens":0,"total_tokens":${input + output}},"last_token_usage":{"input_tokens":1,"cached_input_tokens":0,"output_tokens":1}}}}`;

test('reads what the last turn ran with and what the thread has used in all', async () => {
  const lines = [
    meta,
    turn('gpt-5.5', ''),
    count(100, 0, 10),
    turn('gpt-6.1-sol', ',"effort":"high"'),
    count(250, 80, 30),
  ];
  expect(await read([...lines, noCount, ''])).toMatchInlineSnapshot(`
    {
      "effort": "high",
      "model": "gpt-6.1-sol",
      "usageBefore": {
        "cachedInputTokens": 80,
        "inputTokens": 250,
        "outputTokens": 30,
      },
    }
  `);
});

test('is not misled by what was said in the thread', async () => {
  const said = JSON.stringify({ type: 'response_item', payload: { text: `${turn('evil', '')}\n${count(9, 9, 9)}` } });
  expect(await read([meta, turn('gpt-5.5', ''), count(100, 0, 10), said, ''])).toMatchInlineSnapshot(`
    {
      "model": "gpt-5.5",
      "usageBefore": {
        "cachedInputTokens": 0,
        "inputTokens": 100,
        "outputTokens": 10,
      },
    }
  `);
});

test('knows that a thread has used nothing before its first answer', async () => {
  expect(await read([meta, turn('gpt-5.5', ''), ''])).toMatchInlineSnapshot(`
    {
      "model": "gpt-5.5",
      "usageBefore": {
        "cachedInputTokens": 0,
        "inputTokens": 0,
        "outputTokens": 0,
      },
    }
  `);
});

test('does not know what a fork has used before its first answer: it goes on counting from its parent', async () => {
  const fork = meta.replace('"cwd"', '"forked_from_id":"01a20539-0000-7000-8000-000000000000","cwd"');
  expect(await read([fork, turn('gpt-5.5', ''), ''])).toEqual({ model: 'gpt-5.5' });
});

test('reads a file whose last line is half written', async () => {
  expect(await read([meta, count(100, 0, 10), turn('gpt-5.5', '').slice(0, -10)])).toMatchInlineSnapshot(`
    {
      "usageBefore": {
        "cachedInputTokens": 0,
        "inputTokens": 100,
        "outputTokens": 10,
      },
    }
  `);
});

test('does not read a file that is too large', async () => {
  expect(await read([meta, count(100, 0, 10)], 33 * 1024 * 1024)).toEqual({});
});
