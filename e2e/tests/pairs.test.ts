import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { agentsIn, killClient, serversIn } from '../clients/client-processes.ts';
import { clientClis } from '../clients/client-clis.ts';
import { openClientDesk, type ClientDesk, type ClientDeskOptions } from '../clients/open-client-desk.ts';
import { cliIds, type CliId } from '../clis/pinned-cli.ts';
import { eventually } from '../harness/processes.ts';
import { testedClis } from '../harness/tested-clis.ts';

// The real CLIs as MCP clients: each has our server in its own configuration file, and its model calls our tools.

const desks: ClientDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

describe('is asked by', () => {
  describe.each(testedClis())('%s', (other) => {
    test.each(cliIds)('%s', async (client) => {
      const desk = await sitDown(client);
      const told = await desk.callTools(`${other}_request`, { prompt: GREETING, cwd: desk.cwd });
      expect(told).toEqual([expect.stringContaining('Greetings from the other side')]);
      expectAsked(desk, { client, other });
    });

    // `docs/decisions/tool-annotations.md`: the tool can do nothing but read, and says so.
    test('codex, whose user has allowed nothing', async () => {
      const desk = await sitDown('codex', { isAllowed: false });
      const told = await desk.callTools('llm_ask', { provider: other, prompt: GREETING, cwd: desk.cwd });
      expect(told).toEqual([expect.stringContaining('Greetings from the other side')]);
      expectAsked(desk, { client: 'codex', other });
    });
  });
});

describe('as a client', () => {
  const [other = 'claude'] = testedClis();

  describe.each(cliIds)('%s', (client) => {
    test('starts nobody whom its user has not allowed', async () => {
      const desk = await sitDown(client, { isAllowed: false });
      const told = await desk.callTools(`${other}_request`, { prompt: GREETING, cwd: desk.cwd });
      const { refusal } = clientClis[client];
      expect(told).toEqual(refusal === undefined ? [] : [expect.stringMatching(refusal)]);
      expect(desk.jobs()).toEqual([]);
    });

    test('shows its model the answer once', async () => {
      const desk = await sitDown(client);
      const [told] = await desk.callTools('llm_ask', { provider: other, prompt: GREETING, cwd: desk.cwd });
      expect(told?.split('Greetings from the other side')).toHaveLength(2);
    });

    test('gets all of a long answer, page by page', async () => {
      const desk = await sitDown(client);
      const answer = longText(30_000);
      const prompt = `[[say ${answer}]]`;
      const [first = ''] = await desk.callTools('llm_ask', { provider: other, prompt, cwd: desk.cwd });
      const { jobId, offset: pageBytes } = nextPage(first);
      const [, ...offsets] = range(0, Buffer.byteLength(answer), pageBytes);
      const others = await desk.callTools('llm_job_result', ...offsets.map((offset) => ({ jobId, offset })));
      const pages = [0, ...offsets].map((start) =>
        Buffer.from(answer)
          .subarray(start, start + pageBytes)
          .toString(),
      );
      // Not toContain: a difference in so many characters is no good reading.
      expect([first, ...others].map((told, index) => told.includes(pages[index]!))).toEqual(pages.map(() => true));
    });

    // Only in /proc can every process of a run be told by its environment.
    test.skipIf(process.platform !== 'linux')('leaves no agent behind when it is killed', async () => {
      const desk = await sitDown(client);
      const asking = desk.callTools(`${other}_request`, { prompt: '[[hang]]', cwd: desk.cwd });
      await desk.api.waitForRequest(({ kind, prompt }) => kind === 'turn' && prompt === '[[hang]]', 30_000);
      expect(agentsIn(desk.home)).not.toEqual([]);
      killClient(desk.home);
      await eventually(
        () => [...agentsIn(desk.home), ...serversIn(desk.home)],
        (pids) => pids.length === 0,
        6_000,
      );
      await asking;
      expect(desk.jobs()).toMatchObject([{ status: 'canceled' }]);
    });

    // A CLI without a provider cannot be asked.
    test.skipIf(!testedClis().includes(client))('does not ask on when it is asked itself', async () => {
      const desk = await sitDown(client, { configured: cliIds });
      const furtherAsked = { provider: client, prompt: '[[say Too far.]]', cwd: desk.cwd };
      const prompt = clientClis[client].callTool('llm_ask', furtherAsked);
      await desk.callTools(`${client}_request`, { prompt, cwd: desk.cwd });
      expect(desk.jobs()).toMatchObject([{ provider: client, permission: 'read-only' }]);
      // Not merely refused: the agent has no such tool.
      const turns = desk.api.requests.filter((request) => request.prompt === prompt);
      expect(turns.flatMap(({ toolResults }) => toolResults)).toEqual([
        expect.stringMatching(/not found|No such tool|is not a function/),
      ]);
    });

    test('is set up as its documentation says', () => {
      const documentation = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');
      const snippets = [...documentation.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, snippet = '']) => plain(snippet));
      const server = { command: 'npx', args: ['-y', '@llm-gateway/mcp-server'] };
      for (const [file, text] of Object.entries(clientClis[client].setUp(server, { isAllowed: true }))) {
        expect(documentation).toContain(`\`~/${file}\``);
        expect(snippets).toContain(plain(text));
      }
    });
  });
});

const GREETING = '[[say Greetings from the other side]] Say hello.';

interface SittingClient extends ClientDesk {
  /** Lets the client's model call a tool, once for each input. Gives what it was told. */
  callTools(tool: string, ...inputs: readonly object[]): Promise<readonly string[]>;
}

async function sitDown(client: CliId, options?: ClientDeskOptions): Promise<SittingClient> {
  const desk = await openClientDesk(client, options);
  desks.push(desk);
  return {
    ...desk,
    callTools: (tool, ...inputs) => desk.ask(inputs.map((input) => clientClis[client].callTool(tool, input)).join(' ')),
  };
}

/** Our server has carried out one request, and the CLI that it was for has really run. */
function expectAsked(desk: ClientDesk, { client, other }: { readonly client: CliId; readonly other: CliId }): void {
  expect(desk.jobs()).toMatchObject([
    {
      client: clientClis[client].clientName,
      provider: other,
      status: 'completed',
      response: 'Greetings from the other side',
    },
  ]);
  const turns = desk.api.requests.filter(({ kind, prompt }) => kind === 'turn' && prompt === GREETING);
  expect(turns.map(({ headers }) => headers['user-agent'])).toEqual([
    expect.stringMatching(clientClis[other].userAgent),
  ]);
}

/** Without what is a matter of layout in JSON and TOML alike. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

/** Where the answer goes on, in whichever form the client shows it: the one thing that its model has to find. */
function nextPage(told: string): { readonly jobId: string; readonly offset: number } {
  const jobId = /"jobId":"([^"]+)"/.exec(told)?.[1];
  const offset = /"(?:nextOffset|offset)":(\d+)/.exec(told)?.[1];
  expect({ jobId, offset }).toEqual({ jobId: expect.any(String), offset: expect.any(String) });
  return { jobId: jobId!, offset: Number(offset) };
}

/**
 * Chinese characters, three bytes each: some clients cut by bytes or by tokens. Without a repetition, which Gemini CLI
 * would take for a model that turns in circles.
 */
function longText(length: number): string {
  return range(0, length, 1)
    .map((index) => createHash('md5').update(String(index)).digest().readUInt16LE())
    .map((number) => String.fromCodePoint(0x4e00 + (number % 20_000)))
    .join('');
}

function range(start: number, end: number, step: number): readonly number[] {
  return Array.from({ length: Math.ceil((end - start) / step) }, (_, index) => start + index * step);
}
