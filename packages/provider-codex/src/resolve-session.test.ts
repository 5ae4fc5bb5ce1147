import type { SessionIntent, SessionPlan } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { resolveSession } from './resolve-session.js';

const id = '01a20539-72d1-7b61-81b6-ead0a293d938';
const rollout = `rollout-2026-11-22T21-46-20-${id}.jsonl`;
const queries: (readonly string[])[] = [];

async function resolve(
  intent: SessionIntent,
  {
    files = {},
    stdout = '[]',
    exitCode = 0,
  }: { files?: Record<string, string>; stdout?: string; exitCode?: number } = {},
): Promise<SessionPlan> {
  queries.length = 0;
  const query = (args: readonly string[]) => {
    queries.push(args);
    return Promise.resolve({ stdout, stderr: '', exitCode });
  };
  return resolveSession(intent, testContext({ files, query }));
}

const resume: SessionIntent = { kind: 'resume', id, cwd: '/work/project' };

test('starts a new thread, whose id Codex will choose', async () => {
  expect(await resolve({ kind: 'new', suggestedId: id })).toMatchInlineSnapshot(`
    {
      "detail": {
        "mcpServers": [],
      },
      "kind": "new",
    }
  `);
});

test('asks Codex for the MCP servers of its own configuration, without those of the folder or of plug-ins', async () => {
  const stdout = '[{"name":"docs","enabled":true,"transport":{"type":"stdio","command":"docs"}},{"name":"search"}]';
  const { detail } = await resolve({ kind: 'new', suggestedId: id }, { stdout });
  expect({ detail, queries }).toMatchInlineSnapshot(`
    {
      "detail": {
        "mcpServers": [
          "docs",
          "search",
        ],
      },
      "queries": [
        [
          "mcp",
          "list",
          "--json",
          "--config",
          "features.plugins=false",
          "--config",
          "projects={"/work/project"={"trust_level"="untrusted"},"/work"={"trust_level"="untrusted"},"/"={"trust_level"="untrusted"}}",
        ],
      ],
    }
  `);
});

test.each(['resume', 'fork'] as const)('%ss a thread with what it was last run with and has used', async (kind) => {
  const lines = [
    '{"type":"turn_context","payload":{"model":"gpt-5.5","effort":"high"}}',
    '{"type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":100,"cached_input_tokens":40,"output_tokens":10}}}}',
  ];
  const files = { [`/home/user/.codex/sessions/2026/11/22/${rollout}`]: lines.join('\n') };
  expect(await resolve({ ...resume, kind }, { files })).toEqual({
    kind,
    nativeId: id,
    detail: {
      model: 'gpt-5.5',
      effort: 'high',
      usageBefore: { inputTokens: 100, cachedInputTokens: 40, outputTokens: 10 },
      mcpServers: [],
    },
  });
});

test('does not resume a thread that is not there', async () => {
  expect(await resolve(resume)).toMatchInlineSnapshot(`
    {
      "failure": {
        "code": "session_not_found",
        "hint": "Leave the session id out to start a new conversation.",
        "message": "Codex has no conversation "01a20539-72d1-7b61-81b6-ead0a293d938".",
      },
      "kind": "resume",
    }
  `);
});

test('says how to get an archived thread back', async () => {
  const files = { [`/home/user/.codex/archived_sessions/${rollout}`]: '' };
  expect(await resolve(resume, { files })).toMatchInlineSnapshot(`
    {
      "failure": {
        "code": "session_not_found",
        "hint": "Run \`codex unarchive 01a20539-72d1-7b61-81b6-ead0a293d938\`.",
        "message": "The conversation "01a20539-72d1-7b61-81b6-ead0a293d938" is archived.",
      },
      "kind": "resume",
    }
  `);
});

test('does not resume a name, for which Codex might start a new thread', async () => {
  expect(await resolve({ ...resume, id: 'my-thread' })).toMatchInlineSnapshot(`
    {
      "failure": {
        "code": "session_not_found",
        "hint": "Leave the session id out to start a new conversation.",
        "message": ""my-thread" is not the id of a Codex conversation.",
      },
      "kind": "resume",
    }
  `);
});

test('does not let Codex choose the latest thread, for the same reason', async () => {
  expect((await resolve({ kind: 'latest', cwd: '/work/project' })).failure?.code).toBe('session_not_found');
});

test.each([
  ['fails', { exitCode: 1, stdout: '' }],
  ['answers in a form that is not known', { stdout: 'docs  npx' }],
])('starts nothing when the list of MCP servers %s, because read-only rests on it', async (_, answer) => {
  expect(await resolve({ kind: 'new', suggestedId: id }, answer)).toMatchObject({ failure: { code: 'cli_error' } });
});
