import type { NativeSession } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { listSessions } from './list-sessions.js';

interface Rollout {
  readonly day: string;
  readonly id: string;
  readonly source?: unknown;
  readonly prompt?: string;
  readonly model?: string;
}

/** A rollout of 0.169.0, shortened. */
function rollout({ day, id, source = 'exec', prompt, model }: Rollout): readonly [string, string] {
  const lines: unknown[] = [
    {
      type: 'session_meta',
      payload: { id, cwd: '/work/project', source, base_instructions: { text: 'You are Codex.' } },
    },
    { type: 'event_msg', payload: { type: 'task_started' } },
  ];
  if (model) lines.push({ type: 'turn_context', payload: { cwd: '/work/project', model } });
  if (prompt) {
    const item = { type: 'UserMessage', content: [{ type: 'text', text: prompt }] };
    lines.push({ type: 'event_msg', payload: { type: 'item_completed', item } });
  }
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return [`/home/user/.codex/sessions/${day}/rollout-${day.replaceAll('/', '-')}T10-00-00-${id}.jsonl`, text];
}

/** The files of `testContext` are listed newest first. */
async function list(files: readonly (readonly [string, string])[]): Promise<readonly NativeSession[]> {
  const sessions: NativeSession[] = [];
  for await (const session of listSessions(testContext({ files: Object.fromEntries(files) }))) sessions.push(session);
  return sessions;
}

test('lists the conversation that was used last first, although it began earlier', async () => {
  const sessions = await list([
    rollout({ day: '2025/12/31', id: 'resumed', prompt: ' Explain\n this  file. ', model: 'gpt-5.5' }),
    rollout({ day: '2026/01/02', id: 'newer', prompt: 'Review '.repeat(20) }),
    rollout({ day: '2026/01/01', id: 'older' }),
  ]);
  expect(sessions).toMatchInlineSnapshot(`
    [
      {
        "cwd": "/work/project",
        "id": "resumed",
        "model": "gpt-5.5",
        "title": "Explain this file.",
        "updatedAt": "2026-01-01T00:00:00.000Z",
      },
      {
        "cwd": "/work/project",
        "id": "newer",
        "title": "Review Review Review Review Review Review Review Review Revi…",
        "updatedAt": "2025-12-31T23:59:00.000Z",
      },
      {
        "cwd": "/work/project",
        "id": "older",
        "updatedAt": "2025-12-31T23:58:00.000Z",
      },
    ]
  `);
});

test('leaves out sub-agents and files that are no conversation', async () => {
  const sessions = await list([
    rollout({ day: '2026/01/02', id: 'sub', source: { subagent: 'review' } }),
    ['/home/user/.codex/sessions/2026/01/02/rollout-broken.jsonl', '{"type":"session_me'],
    ['/home/user/.codex/sessions/2026/01/02/notes.txt', 'hello'],
    rollout({ day: '2026/01/01', id: 'mine' }),
  ]);
  expect(sessions.map(({ id }) => id)).toEqual(['mine']);
});

test('opens the newest fifty at most', async () => {
  const files = Array.from({ length: 80 }, (_, index) => rollout({ day: '2026/01/01', id: `thread-${index}` }));
  expect((await list(files)).map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, index) => `thread-${index}`));
});

test('lists nothing where Codex has never run', async () => {
  expect(await list([])).toEqual([]);
});
