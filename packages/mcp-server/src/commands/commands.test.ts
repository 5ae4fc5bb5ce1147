import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processesWith } from '../testing/processes.js';
import { runCommand, type RunOptions } from '../testing/run-command.js';
import { createSandbox, NOISY_SAMPLE, type Sandbox } from '../testing/sandbox.js';

// The real command in a process of its own, away from a terminal, with the sample agent in place of a vendor's CLI.

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = createSandbox();
});
afterAll(() => sandbox.remove());

const run = (words: readonly string[], options?: RunOptions) => runCommand(sandbox, words, options);
const ask = (prompt: string, ...words: string[]) => run(['ask', 'sample', ...words, `[[pace 0]] ${prompt}`]);

describe('ask', () => {
  test('prints the answer on stdout, and everything about it on stderr', async () => {
    const { code, stdout, stderr } = await ask('[[say All is well.]]');
    expect(stdout).toBe('All is well.\n');
    expect(stderr).toMatch(/^Sample agent \(offline\) · .* · 0s\n/);
    expect(stderr).toMatch(/sample-small · \ds · \d+ tokens in · \d+ out · session \S+\n$/);
    expect(code).toBe(0);
  });

  test('writes the text as it comes, not when all of it is there', async () => {
    const arrivals: number[] = [];
    const { stdout } = await run(['ask', 'sample', '-o', 'paceMs=100', 'Tell me something'], {
      onStdout: () => arrivals.push(performance.now()),
    });
    expect(stdout).toContain('You asked: "Tell me something"');
    expect(arrivals.at(-1)! - arrivals[0]!).toBeGreaterThan(300);
  });

  test('takes the prompt from stdin', async () => {
    expect((await run(['ask', 'sample'], { stdin: '[[say From a pipe.]]' })).stdout).toBe('From a pipe.\n');
    expect((await run(['ask', 'sample', '-'], { stdin: '[[say Named.]]' })).stdout).toBe('Named.\n');
  });

  test('prints one JSON object where a program asks', async () => {
    const { stdout } = await ask('[[say All is well.]]', '--json', '--model', 'sample-large');
    expect(JSON.parse(stdout)).toMatchObject({ status: 'completed', answer: 'All is well.', model: 'sample-large' });
  });

  test('continues the latest conversation, or the one that is named', async () => {
    await ask('One');
    expect(JSON.parse((await ask('[[history]]', '--continue')).stdout)).toEqual(['[[pace 0]] One']);
    const { sessionId } = JSON.parse((await ask('Two', '--json')).stdout);
    await ask('Three');
    expect(JSON.parse((await ask('[[history]]', '--session', sessionId)).stdout)).toEqual(['[[pace 0]] Two']);
  });

  test('asks again when a person asks again', async () => {
    const first = JSON.parse((await ask('Same words', '--json')).stdout);
    const second = JSON.parse((await ask('Same words', '--json')).stdout);
    expect(second.jobId).not.toBe(first.jobId);
    expect(second).not.toHaveProperty('deduplicated');
  });

  test('shows what would be started, and starts nothing', async () => {
    const { stdout, code } = await ask('Hi', '--dry-run', '--permission', 'edit');
    expect(stdout).toMatch(/^command {9}\S*sample-agent.mjs run --permission=edit\n/);
    expect(code).toBe(0);
  });

  test('says why it failed and what to do, without a stack trace', async () => {
    const { stdout, stderr, code } = await ask('[[fail auth_required]]');
    expect(stdout).toBe('');
    expect(stderr).toContain('Error The sample agent is not logged in.\nHint  Unset `SAMPLE_AGENT_LOGGED_OUT`.\n');
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(1);
  });

  test('gives a program the failure as JSON too', async () => {
    const { stdout, code } = await ask('[[fail overloaded]]', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', errorCategory: 'overloaded' });
    expect(code).toBe(1);
  });

  test('ends with 2 when it was asked wrongly', async () => {
    const wrong = [
      ['ask'],
      ['ask', 'sample'],
      ['ask', 'nobody', 'Hi'],
      ['ask', 'sample', 'Hi', '--permission', 'everything'],
      ['ask', 'sample', 'Hi', '--timeout', 'soon'],
      ['ask', 'sample', 'Hi', '--option', 'bogus=1'],
      ['ask', 'sample', 'Hi', '--cwd', 'not/absolute'],
      ['aks'],
    ];
    const outcomes = await Promise.all(wrong.map((words) => run(words)));
    // How many of this repository's own providers have been built is not the point here.
    const said = outcomes.map(({ code, stderr }) => `${code} ${stderr.trim().replace(/ \d did not load.*/, '')}`);
    expect(said).toMatchInlineSnapshot(`
      [
        "2 Error missing required argument 'provider'",
        "2 Error There is no prompt.
      Hint  Type it after the provider, or send it: echo "…" | llm-gateway ask <provider>",
        "2 Error There is no provider "nobody".
      Hint  Loaded: sample.",
        "2 Error option '-p, --permission <level>' argument 'everything' is invalid. Allowed choices are read-only, edit, full.",
        "2 Error option '-t, --timeout <duration>' argument 'soon' is invalid. It must look like 90s, 10m or 2h.",
        "2 Error Sample agent (offline) has no option "bogus".
      Hint  Its options are: paceMs, unattended.",
        "2 Error The request is wrong: cwd "not/absolute" is not an absolute path.",
        "2 Error unknown command 'aks'
      (Did you mean ask?)",
      ]
    `);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('on %s stops the run, says so and ends with %i', async (signal, exitCode) => {
    const { code, stderr, stdout } = await run(['ask', 'sample', '[[say Never.]] [[hang]]'], { signal });
    expect(code).toBe(exitCode);
    expect(stderr).toContain('Interrupted: the run was stopped.\n');
    expect(stdout).toBe('');
    if (process.platform === 'linux') expect(processesWith(`LLM_GATEWAY_HOME=${sandbox.home}`)).toEqual([]);
  });

  test('keeps stdout clean although a provider prints', async () => {
    const noisy = createSandbox(NOISY_SAMPLE);
    try {
      const { stdout } = await runCommand(noisy, ['ask', 'sample', '--json', '[[say Quiet.]]']);
      expect(JSON.parse(stdout)).toMatchObject({ answer: 'Quiet.' });
    } finally {
      noisy.remove();
    }
  });
});

describe('doctor', () => {
  test('says who is ready', async () => {
    const { stdout } = await run(['doctor']);
    expect(stdout).toMatch(
      /^1 of 1 agents ready: Sample agent \(offline\)\.\n\n✓ Sample agent \(offline\) {2}sample {2}/,
    );
  });

  test('tells programs the same', async () => {
    const { stdout } = await run(['doctor', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      version: '1.0.0',
      home: sandbox.home,
      providers: [{ id: 'sample', installation: { version: '1.0.0' }, login: { state: 'logged-in' } }],
    });
  });

  test('names a setting that is wrong, and how to put it right', async () => {
    const { stderr, code } = await run(['doctor'], { env: { LLM_GATEWAY_TIMEOUT_MS: 'soon' } });
    expect(stderr).toMatch(/^Error LLM_GATEWAY_TIMEOUT_MS is "soon", .*\nHint {2}Set LLM_GATEWAY_TIMEOUT_MS/);
    expect(code).toBe(2);
  });
});

describe('jobs', () => {
  test('can be listed and shown', async () => {
    const { jobId } = JSON.parse((await ask('[[say Kept.]]', '--json')).stdout);
    const { stdout } = await run(['jobs']);
    const [titles, newest] = stdout.split('\n');
    expect(titles).toMatch(/^JOB +AGENT +STATUS +ASKED +TOOK +FOLDER$/);
    expect(newest).toMatch(new RegExp(`^${jobId}  sample +✓ completed +now +\\d+s  work$`));
    expect((await run(['jobs', 'show', jobId])).stdout).toBe('Kept.\n');
    expect((await run(['jobs', 'cancel', jobId])).stderr).toBe('It had already ended.\n');
  });

  test('that nobody knows are said to be unknown', async () => {
    const { stderr, code } = await run(['jobs', 'show', 'nobody']);
    expect(stderr).toContain('Error Job not found: "nobody".\n');
    expect(code).toBe(1);
  });
});

test('clients shows how to add the server to each, or to one', async () => {
  expect((await run(['clients'])).stdout).toContain('Another client (other)');
  expect((await run(['clients', 'cursor'])).stdout).toMatch(/^Cursor \(cursor\)\n {2}In ~\/\.cursor\/mcp\.json:\n/);
  expect((await run(['clients', 'nobody'])).code).toBe(2);
});

test('help and version are answers', async () => {
  const help = await run(['--help']);
  expect(help.stdout).toMatchInlineSnapshot(`
    "Usage: llm-gateway [options] [command]

    The coding agents on this machine, behind one command and one MCP server.

    Options:
      -v, --version                          output the version number
      -h, --help                             display help for command

    Commands:
      ask [options] <provider> [prompt...]   ask an agent; without a prompt it is read from stdin
      doctor [options]                       show which agents are ready, and what is wrong with the others
      jobs                                   list, show, follow, cancel and clean up jobs
      sessions                               list, show, choose and forget conversations
      approvals [options]                    show what was decided about requests that asked for an approval
      models [options] [provider]            show the models of each agent, and who says so
      versions [options] [provider]          show which version of each agent is installed, and what is newer
      upgrade [options] <provider> [target]  show how an agent is brought to a version or tag (latest), or do it
      consult [options] [question...]        ask several agents one question, reading only, and show every answer
      logs                                   read the record of requests and answers
      usage [options]                        show tokens and cost by day, agent and model
      install [options] [client...]          add the MCP server to the clients on this machine, or to those that are named
      clients [name]                         show how to add the MCP server to each client

    Without arguments, and with a pipe on stdin, it is an MCP server: \`llm-gateway clients\` shows how to add it.

    Examples:
      $ llm-gateway doctor
      $ llm-gateway ask <provider> "What does this project do?"
      $ git diff | llm-gateway ask <provider> - --json

    "
  `);
  expect(help.code).toBe(0);
  expect(await run(['--version'])).toEqual({ code: 0, stdout: '1.0.0\n', stderr: '' });
});
