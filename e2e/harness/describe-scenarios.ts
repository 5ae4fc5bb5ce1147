import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { CliId } from '../clis/pinned-cli.ts';
import { cliFacts } from './cli-facts.ts';
import type { ToolReply } from './mcp-client.ts';
import { openDesk, type Desk, type DeskOptions } from './open-desk.ts';
import { eventually, processesWith } from './processes.ts';

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

/** What a provider must do with its real CLI, through our server, as a client sees it. One column of the table. */
export function describeScenarios(id: CliId): void {
  describe('scenario', () => {
    describe(id, () => {
      const facts = cliFacts[id];

      async function sit(options?: DeskOptions): Promise<Desk & { ask: Ask; turns: () => Desk['api']['requests'] }> {
        const desk = await openDesk([id], options);
        desks.push(desk);
        return {
          ...desk,
          ask: (prompt, fields = {}) => desk.client.call(`${id}_request`, { prompt, cwd: desk.cwd, ...fields }),
          turns: () => desk.api.requests.filter(({ kind }) => kind === 'turn'),
        };
      }

      test('answers, with session, model, tokens and cost', async () => {
        const { ask } = await sit();
        const reply = await ask('[[usage 1200 34]] [[say Hello there.]]');
        expect(reply.text).toContain('Hello there.');
        expect(reply).toMatchObject({
          isError: false,
          structured: { provider: id, cli: id, exitCode: 0, outputTokens: 34 },
        });
        const { sessionId, model, inputTokens, costUsd, answer } = reply.structured;
        expect(sessionId).toMatch(/^[\w-]{8,}$/);
        if (facts.tellsModel) expect(model).toMatch(/\w/);
        expect(inputTokens).toBeGreaterThanOrEqual(1200);
        expect(answer).toBe('Hello there.');
        if (facts.tellsCost) expect(costUsd).toBeGreaterThan(0);
      });

      test('the same through the first generation of the SDK', async () => {
        const { ask } = await sit({ generation: 'first' });
        expect(await ask('[[say Hello there.]]')).toMatchObject({
          isError: false,
          structured: { answer: 'Hello there.' },
        });
      });

      test('a session id continues the conversation', async () => {
        const { ask, turns } = await sit();
        const first = await ask('[[say Noted.]] my secret is BANANA42');
        const second = await ask('[[history]]', { sessionId: first.structured['sessionId'] });
        expect(second.isError).toBe(false);
        expect(
          turns()
            .at(-1)
            ?.history.map(({ text }) => text)
            .join('\n'),
        ).toMatch(/BANANA42[\s\S]*Noted\./);
        expect(second.structured['sessionId']).toBe(first.structured['sessionId']);
      });

      test('the latest conversation of the folder continues', async () => {
        const { ask, turns } = await sit();
        await ask('[[say Noted.]] my secret is BANANA42');
        const second = await ask('[[say And then?]]', { [facts.latestField]: true });
        expect(second).toMatchObject({ isError: false });
        expect(
          turns()
            .at(-1)
            ?.history.map(({ text }) => text)
            .join('\n'),
        ).toContain('BANANA42');
      });

      test('usage of a resumed turn is that of the turn', async () => {
        const { ask } = await sit();
        const first = await ask('[[usage 1000 10]] [[say one]]');
        const second = await ask('[[usage 2000 20]] [[say two]]', { sessionId: first.structured['sessionId'] });
        expect(second.structured['outputTokens']).toBe(20);
        expect(second.structured['inputTokens']).toBeLessThan(3000);
      });

      test('an agent may write files when edit is granted', async () => {
        const { ask, cwd } = await sit();
        const file = path.join(cwd, 'new.txt');
        const reply = await ask(facts.writeFile(file), { permission: 'edit' });
        expect(reply.isError).toBe(false);
        expect(existsSync(file)).toBe(true);
      });

      test('read-only holds although the user allows everything', async () => {
        const { ask, cwd, home } = await sit();
        plant(home, facts.allowEverything);
        const files = ['tool.txt', 'shell.txt'].map((name) => path.join(cwd, name));
        await ask(facts.writeFile(files[0]!));
        await ask(facts.runShell(`echo written > '${files[1]!}'`));
        expect(files.map((file) => existsSync(file))).toEqual([false, false]);
      });

      test('nothing of an untrusted clone runs', async () => {
        const { ask, cwd } = await sit();
        const sprung = path.join(path.dirname(cwd), 'sprung.txt');
        plant(cwd, facts.traps(`touch '${sprung}'; echo`));
        expect(await ask('[[say Looked around.]]')).toMatchObject({ isError: false });
        expect(existsSync(sprung)).toBe(false);
      });

      test.each([
        ['401', '[[status 401]]', ['auth_required'], false],
        ['429', '[[status 429]]', ['rate_limited'], true],
        ['500', '[[status 500]]', ['overloaded', 'cli_error', 'network_error'], true],
        ['overloaded', `[[status ${facts.overloaded}]]`, ['overloaded'], true],
        ['a dropped connection', '[[drop]]', ['network_error'], true],
      ] as const)('%s is named', async (_, prompt, categories, retryable) => {
        const { ask } = await sit();
        const reply = await ask(`${prompt} hello`);
        expect(reply).toMatchObject({ isError: true, structured: { retryable } });
        expect(categories).toContain(reply.structured['errorCategory']);
        expectSentence(reply);
      });

      test('nobody logged in is named', async () => {
        const { ask } = await sit({ isLoggedOut: true, api: { apiKey: 'sk-somebody-else' } });
        const reply = await ask('hello');
        expect(reply).toMatchObject({
          isError: true,
          structured: { errorCategory: 'auth_required', retryable: false },
        });
        expectSentence(reply);
      });

      test('an unknown session is named, with the way out', async () => {
        const { ask } = await sit();
        const reply = await ask('hello', { sessionId: '0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000' });
        expect(reply).toMatchObject({
          isError: true,
          structured: { errorCategory: 'session_not_found', retryable: false },
        });
        expectSentence(reply);
      });

      test('an unknown model is named', async () => {
        const { ask } = await sit();
        const reply = await ask(
          '[[status 404 code=model_not_found message=The model `no-such-model` does not exist]]',
          {
            model: 'no-such-model',
          },
        );
        expect(reply).toMatchObject({
          isError: true,
          structured: { errorCategory: 'model_not_found', retryable: false },
        });
        expectSentence(reply);
      });

      test('a model that never answers ends with the time limit', async () => {
        const { ask } = await sit();
        const reply = await ask('[[hang]]', { timeoutMs: 4_000 });
        expect(reply).toMatchObject({ isError: true, structured: { errorCategory: 'timeout', exitCode: 124 } });
        expectSentence(reply);
      });

      test('a child that is killed is a failure', async () => {
        const { ask, api, home } = await sit();
        const asking = ask('[[hang]]');
        await api.waitForRequest(({ kind, prompt }) => kind === 'turn' && prompt.includes('[[hang]]'), 30_000);
        for (const pid of agentsIn(home)) process.kill(pid, 'SIGKILL');
        expect(await asking).toMatchObject({ isError: true, structured: { errorCategory: 'killed', retryable: true } });
      });

      test('a canceled job leaves no process', async () => {
        const { client, api, cwd } = await sit();
        const started = await client.call(`${id}_request_async`, { prompt: '[[hang]]', cwd });
        const { jobId } = started.structured;
        await api.waitForRequest(({ kind, prompt }) => kind === 'turn' && prompt.includes('[[hang]]'), 30_000);
        expect((await client.call('llm_job_cancel', { jobId })).isError).toBe(false);
        expect(processesWith(`LLM_GATEWAY_JOB=${String(jobId)}`)).toEqual([]);
        const status = await client.call('llm_job_status', { jobId });
        expect(status.structured).toMatchObject({ job: { status: 'canceled' } });
      });

      test('progress is told while a slow answer comes', async () => {
        const { client, cwd } = await sit();
        const said: string[] = [];
        await client.call(
          `${id}_request`,
          { prompt: '[[slow 6 700]] [[say done]]', cwd },
          { onprogress: ({ message }) => said.push(message ?? '') },
        );
        expect(said.length).toBeGreaterThan(1);
        expect(said.at(-1)).toMatch(/^.+ · .+ · \d+s$/);
      });

      test.each([
        // Not answered by an echo: Gemini CLI takes a model that repeats itself for one in a loop.
        ['100,000 two-byte characters', `[[say Received.]]${'é'.repeat(100_000 - 17)}`],
        ['a leading dash', '--help'],
        ['shell syntax, quotes, newlines and emoji', 'a "b" \'c\' $(touch pwned) `touch pwned`\n\n\t🙂 end'],
      ])('a prompt with %s reaches the model unchanged', async (_, prompt) => {
        const { ask, turns, cwd } = await sit();
        const reply = await ask(prompt);
        expect(reply.isError).toBe(false);
        const arrived = turns().at(-1)?.prompt;
        // Told by length first: a difference in 100,000 characters is no good reading.
        expect(arrived?.trim().length).toBe(prompt.length);
        expect(arrived?.trim()).toBe(prompt);
        expect(existsSync(path.join(cwd, 'pwned'))).toBe(false);
      });

      test("the CLI's own command is not run", async () => {
        const { ask, turns } = await sit();
        expect(await ask('/help me')).toMatchObject({ isError: false });
        expect(turns().at(-1)?.prompt.trim()).toBe(facts.command('/help me'));
      });

      test('a file mention attaches no file', async () => {
        const { ask, turns, cwd } = await sit();
        const secret = path.join(cwd, 'secret.txt');
        writeFileSync(secret, 'PINEAPPLE');
        const prompt = `what is in @secret.txt and @${secret} ?`;
        expect(await ask(prompt)).toMatchObject({ isError: false });
        expect(JSON.stringify(turns().map(({ body }) => body))).not.toContain('PINEAPPLE');
        expect(turns().at(-1)?.prompt.trim()).toBe(facts.mention(prompt));
      });

      test('a NUL is refused with a sentence, and nothing is started', async () => {
        const { ask, turns } = await sit();
        const reply = await ask('a\0b');
        expect(reply).toMatchObject({ isError: true, structured: { errorCategory: 'invalid_request' } });
        expect(turns()).toEqual([]);
      });

      test('a dry run shows the command and starts nothing', async () => {
        const { ask, api } = await sit();
        const reply = await ask('hello', { dryRun: true });
        expect(reply.isError).toBe(false);
        expect(JSON.stringify(reply.structured)).toContain('"args"');
        expect(reply.text).toMatch(/untrusted/);
        expect(api.requests).toEqual([]);
      });

      test('no process of the agent is left when the client is gone', async () => {
        const { client, api, cwd, home } = await sit();
        client.call(`${id}_request`, { prompt: '[[hang]]', cwd }).catch(() => {
          // It is never answered: that is the point.
        });
        await api.waitForRequest(({ kind, prompt }) => kind === 'turn' && prompt.includes('[[hang]]'), 30_000);
        expect(agentsIn(home)).not.toEqual([]);
        await client.close();
        await eventually(
          () => agentsIn(home),
          (pids) => pids.length === 0,
          6_000,
        );
      });
    });
  });
}

type Ask = (prompt: string, fields?: Record<string, unknown>) => Promise<ToolReply>;

/** Every process of a job whose home is this one. */
function agentsIn(home: string): readonly number[] {
  const ours = processesWith(`HOME=${home}`);
  return processesWith('LLM_GATEWAY_JOB=').filter((pid) => ours.includes(pid));
}

function plant(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

/** A sentence for a person: what happened and what to do, and nothing of a program's insides. */
function expectSentence({ text }: ToolReply): void {
  expect(text).toMatch(/^[A-Z"].*[.!)]/s);
  expect(text).not.toMatch(/undefined|\[object|\n\s+at |Error:/);
}
