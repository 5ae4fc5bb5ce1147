import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Generation, type TestClient } from '../testing/connect.js';
import { createSandbox, type Sandbox } from '../testing/sandbox.js';

let sandbox: Sandbox;
let client: TestClient;
const open: TestClient[] = [];

beforeAll(async () => {
  sandbox = createSandbox();
  client = await start('2026');
});
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
  sandbox.remove();
});

async function start(generation: Generation): Promise<TestClient> {
  const started = await connect(generation, sandbox);
  open.push(started);
  return started;
}

test('tools are generated from what is loaded, each with title, description, annotations and both schemas', async () => {
  const { listTools } = client;
  const tools = await listTools();
  expect(tools.map(({ name, title, description, annotations }) => [name, title, description, annotations]))
    .toMatchInlineSnapshot(`
      [
        [
          "llm_ask",
          "Ask an agent that only looks",
          "Ask an agent that may read files and change nothing.",
          {
            "openWorldHint": true,
            "readOnlyHint": true,
          },
        ],
        [
          "consult",
          "Ask several agents",
          "Ask several agents one question, reading only. Keeps every answer and dissent.",
          {
            "openWorldHint": true,
            "readOnlyHint": true,
          },
        ],
        [
          "sample_request",
          "Ask Sample agent (offline)",
          "Ask Sample agent (offline) and wait for the answer.",
          {
            "destructiveHint": true,
            "openWorldHint": true,
            "readOnlyHint": false,
          },
        ],
        [
          "sample_request_async",
          "Ask Sample agent (offline), collect later",
          "As sample_request, with the same fields, but returns a jobId at once.",
          {
            "destructiveHint": true,
            "openWorldHint": true,
            "readOnlyHint": false,
          },
        ],
        [
          "llm_job_status",
          "Job status",
          "What a job is at.",
          {
            "openWorldHint": false,
            "readOnlyHint": true,
          },
        ],
        [
          "llm_job_result",
          "Job result",
          "A page of a job's answer.",
          {
            "openWorldHint": false,
            "readOnlyHint": true,
          },
        ],
        [
          "llm_job_cancel",
          "Cancel a job",
          "Stop a job and everything it started.",
          {
            "destructiveHint": false,
            "idempotentHint": true,
            "openWorldHint": false,
            "readOnlyHint": false,
          },
        ],
        [
          "llm_process_health",
          "Process health",
          "Memory and CPU of each job under way, all it started included.",
          {
            "openWorldHint": false,
            "readOnlyHint": true,
          },
        ],
        [
          "list_models",
          "List models",
          "Models, aliases and defaults, and who says so.",
          {
            "openWorldHint": true,
            "readOnlyHint": true,
          },
        ],
        [
          "cli_versions",
          "Agent versions",
          "What is installed, and what is newer.",
          {
            "openWorldHint": true,
            "readOnlyHint": true,
          },
        ],
        [
          "cli_upgrade",
          "Upgrade an agent",
          "Plan an upgrade to a version or tag; dryRun false runs it.",
          {
            "destructiveHint": true,
            "openWorldHint": true,
            "readOnlyHint": false,
          },
        ],
        [
          "session_list",
          "List conversations",
          "Conversations that can be continued, newest first.",
          {
            "openWorldHint": false,
            "readOnlyHint": true,
          },
        ],
        [
          "session_get",
          "Look at a conversation",
          "One conversation, by its id.",
          {
            "openWorldHint": false,
            "readOnlyHint": true,
          },
        ],
        [
          "session_create",
          "Announce a conversation",
          "Name the next new conversation in cwd.",
          {
            "destructiveHint": false,
            "openWorldHint": false,
            "readOnlyHint": false,
          },
        ],
        [
          "session_set_active",
          "Choose the active conversation",
          "Choose what "latest" continues; null: the last used in cwd.",
          {
            "destructiveHint": false,
            "openWorldHint": false,
            "readOnlyHint": false,
          },
        ],
        [
          "session_delete",
          "Forget a conversation",
          "Forget a conversation; the CLI's own files stay.",
          {
            "destructiveHint": true,
            "openWorldHint": false,
            "readOnlyHint": false,
          },
        ],
        [
          "session_clear_all",
          "Forget all conversations",
          "Forget all conversations; the CLIs' own files stay.",
          {
            "destructiveHint": true,
            "openWorldHint": false,
            "readOnlyHint": false,
          },
        ],
        [
          "approval_list",
          "List approvals",
          "Decisions on requests that asked for an approval, newest first.",
          {
            "openWorldHint": false,
            "readOnlyHint": true,
          },
        ],
      ]
    `);
  for (const { inputSchema, outputSchema } of tools) {
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(outputSchema).toMatchObject({ type: 'object' });
  }
});

test('tools are the same for a client of either era', async () => {
  const first = await start('first');
  expect(await first.listTools()).toEqual(await client.listTools());
});
