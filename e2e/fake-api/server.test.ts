import { afterEach, expect, test } from 'vitest';

import { readBehaviour } from './behaviour.ts';
import { startFakeApi } from './server.ts';
import type { FakeApi, FakeApiOptions } from './server.ts';

const running: FakeApi[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((api) => api.close()));
});

test('reads directives and leaves the rest of the prompt', () => {
  expect(readBehaviour('[[think hm]] [[tool Bash {"command":"[[ -f a ]] && ls"}]] [[nonsense]] go'))
    .toMatchInlineSnapshot(`
    {
      "rest": "[[nonsense]] go",
      "think": "hm",
      "tools": [
        {
          "input": {
            "command": "[[ -f a ]] && ls",
          },
          "name": "Bash",
        },
      ],
    }
  `);
});

test('hands a directive inside the arguments of a tool on to whom the tool asks', () => {
  const { tools, say, rest } = readBehaviour('[[tool ask {"prompt":"[[say inner]] hi"}]] [[say outer]]');
  expect({ tools, say, rest }).toEqual({
    tools: [{ name: 'ask', input: { prompt: '[[say inner]] hi' } }],
    say: 'outer',
    rest: '',
  });
});

test('echoes a prompt without directives byte for byte', async () => {
  const { api, ask } = await start();
  const prompt = `  ${'[[ '.repeat(30_000)}\n`;
  expect(await ask(prompt)).toEqual({ status: 200, text: `echo: ${prompt}` });
  expect(api.requests.map(({ kind, prompt: heard, outcome }) => [kind, heard === prompt, outcome])).toEqual([
    ['turn', true, 'answered'],
  ]);
});

test('fails as often as asked, each time the prompt comes anew', async () => {
  const { ask } = await start();
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) statuses.push((await ask('[[fail 2 500]] hello')).status);
  expect(statuses).toEqual([500, 500, 200, 500, 500, 200]);
});

test('refuses a wrong key and keeps only its end', async () => {
  const { api, ask } = await start({ apiKey: 'sk-right-0001' });
  expect((await ask('hello')).status).toBe(401);
  expect(api.requests[0]?.headers['x-api-key']).toBe('…9999');
});

test('notices when the caller leaves a request that hangs', async () => {
  const { api, ask } = await start();
  const caller = new AbortController();
  const asked = ask('[[hang]] hello', caller.signal);
  await api.waitForRequest((request) => request.prompt === '[[hang]] hello', 5_000);
  caller.abort();
  await expect(asked).rejects.toThrow(/abort/);
  expect((await api.waitForRequest((request) => request.outcome === 'cut', 5_000)).status).toBeUndefined();
});

async function start(options: FakeApiOptions = {}): Promise<{ readonly api: FakeApi; readonly ask: Ask }> {
  const api = await startFakeApi(options);
  running.push(api);
  const ask: Ask = async (prompt, signal = null) => {
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: prompt }] });
    const response = await fetch(`${api.url}/v1/messages`, {
      method: 'POST',
      body,
      headers: { 'x-api-key': 'sk-wrong-9999' },
      signal,
    });
    // The wire's own answer; a failure has no content.
    const answer = (await response.json()) as { content?: readonly { text: string }[] };
    return { status: response.status, text: answer.content?.[0]?.text };
  };
  return { api, ask };
}

type Ask = (
  prompt: string,
  signal?: AbortSignal | null,
) => Promise<{ readonly status: number; readonly text: string | undefined }>;
