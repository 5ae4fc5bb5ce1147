import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { startFakeApi } from '../fake-api/server.ts';
import type { FakeApi } from '../fake-api/server.ts';
import { hideMachine } from './hide-machine.ts';
import type { RecordedPlaces } from './hide-machine.ts';
import { installCli } from './install.ts';
import type { InstalledCli } from './install.ts';
import { offlineEnvironment, offlineHome } from './offline-home.ts';
import { cliIds, isCliId } from './pinned-cli.ts';
import type { CliId } from './pinned-cli.ts';
import { recordingCommand } from './recording-command.ts';
import type { OutputFormat, RecordingSession } from './recording-command.ts';
import { runToEnd } from './run-to-end.ts';
import type { FinishedRun } from './run-to-end.ts';
import { scenariosOf } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';

export interface RecordInput {
  readonly id: CliId;
  readonly scenario: Scenario;
  readonly format: OutputFormat;
}

/** Runs a real CLI through one scenario and writes what it printed into `recordings/`. */
export async function recordScenario({ id, scenario, format }: RecordInput): Promise<void> {
  const cli = await installCli(id);
  const base = mkdtempSync(join(tmpdir(), 'recording-'));
  const needsRefusal = scenario.withWrongKey === true || scenario.withoutKey === true;
  const api = await startFakeApi(needsRefusal ? { apiKey: 'another-key' } : {});
  const places: RecordedPlaces = {
    home: join(base, 'home'),
    project: join(base, 'project'),
    apiUrl: api.url,
    installation: dirname(dirname(dirname(cli.path))),
    repository: import.meta.dirname,
  };
  try {
    const stage = prepareStage({ id, scenario, format }, { cli, places, api });
    const session = await chooseSession(stage, scenario.session);
    if (scenario.withoutApi) await api.close();
    const prompt = scenario.prompt.replaceAll('/work/project', places.project);
    const { run, args } = await runTurn(stage, { ...scenario, prompt, session });
    writeRecording({ id, scenario, format }, { cli, args, run, places, env: stage.extraEnvironment });
  } finally {
    await api.close();
    rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

interface Stage {
  readonly id: CliId;
  readonly format: OutputFormat;
  readonly cli: InstalledCli;
  readonly places: RecordedPlaces;
  readonly api: FakeApi;
  readonly env: Readonly<Record<string, string>>;
  /** The part of the environment that a provider would set as well. */
  readonly extraEnvironment: Readonly<Record<string, string>>;
  readonly mcpArguments: readonly string[];
}

type Setting = Pick<Stage, 'cli' | 'places' | 'api'>;

function prepareStage({ id, scenario, format }: RecordInput, { cli, places, api }: Setting): Stage {
  const { home, project } = places;
  const offline = offlineHome(id, { home, apiUrl: api.url, ...(scenario.withoutKey ? { apiKey: undefined } : {}) });
  mkdirSync(project, { recursive: true });
  for (const [name, text] of Object.entries(scenario.projectFiles ?? {})) writeProjectFile(project, name, text);
  const extraEnvironment = quietVariables[id];
  // Of this machine's environment only what a program needs to start.
  const inherited = { PATH: process.env['PATH'] };
  const env = { ...offlineEnvironment(inherited, [offline]), ...extraEnvironment };
  const mcpArguments = scenario.withMcpServer
    ? offerMcpServer(id, { project, configFolder: offline.configFolder })
    : [];
  return { id, format, cli, places, api, env, extraEnvironment, mcpArguments };
}

const quietVariables: Readonly<Record<CliId, Readonly<Record<string, string>>>> = {
  claude: {},
  codex: {},
  gemini: { GEMINI_CLI_NO_RELAUNCH: 'true' },
  grok: { GROK_TURN_SUMMARY: '0', GROK_TITLE_REFRESH: '0' },
};

/** Makes the tools of `mcp-probe.ts` known to the CLI, and returns the arguments that takes. */
function offerMcpServer(
  id: CliId,
  folders: { readonly project: string; readonly configFolder: string },
): readonly string[] {
  const server = { command: process.execPath, args: [fileURLToPath(import.meta.resolve('./mcp-probe.ts'))] };
  switch (id) {
    case 'claude':
      return ['--mcp-config', JSON.stringify({ mcpServers: { probe: server } })];
    case 'codex':
      return Object.entries({ ...server, required: true }).flatMap(([key, value]) => [
        '-c',
        `mcp_servers.probe.${key}=${JSON.stringify(value)}`,
      ]);
    case 'gemini':
      writeProjectFile(
        folders.project,
        '.gemini/settings.json',
        JSON.stringify({ mcpServers: { probe: { ...server, trust: true } } }),
      );
      return [];
    case 'grok': {
      const lines = Object.entries(server).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
      appendFileSync(join(folders.configFolder, 'config.toml'), `\n[mcp_servers.probe]\n${lines.join('')}`);
      return [];
    }
    default:
      return id satisfies never;
  }
}

function writeProjectFile(project: string, name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
}

async function chooseSession(stage: Stage, wish: Scenario['session']): Promise<RecordingSession> {
  const suggestedId = randomUUID();
  if (wish === undefined) return { kind: 'new', suggestedId };
  if (wish === 'unknown') return unknownSession;
  const prompt = '[[say Nice to meet you, Ada.]] My name is Ada.';
  const { run } = await runTurn(stage, { prompt, session: { kind: 'new', suggestedId } });
  const id = /"(?:session_id|thread_id|sessionId)":"([^"]+)"/.exec(run.stdout)?.[1];
  if (id === undefined)
    throw new Error(`The first turn of ${stage.id} told no session id:\n${run.stdout}${run.stderr}`);
  return wish === 'unknown-beside-another' ? unknownSession : { kind: wish, id };
}

const unknownSession: RecordingSession = { kind: 'resume', id: '00000000-0000-4000-8000-000000000000' };

interface TurnInput extends Pick<Scenario, 'extraArguments' | 'signal'> {
  readonly prompt: string;
  readonly session: RecordingSession;
}

async function runTurn(
  stage: Stage,
  { prompt, session, extraArguments = [], signal }: TurnInput,
): Promise<{ readonly run: FinishedRun; readonly args: readonly string[] }> {
  const { id, format, cli, env, places, api } = stage;
  const promptFile = join(places.home, 'prompt.txt');
  writeFileSync(promptFile, prompt);
  const { args, stdin } = recordingCommand(id, {
    prompt,
    promptFile,
    session,
    extraArguments: [...extraArguments, ...stage.mcpArguments],
    format,
  });
  const run = await runToEnd(cli.path, args, {
    env,
    stdin,
    cwd: places.project,
    timeoutMs: 90_000,
    ...(signal === undefined ? {} : { signal, when: () => answerHasBegun(api, prompt) }),
  });
  return { run, args };
}

async function answerHasBegun(api: FakeApi, prompt: string): Promise<void> {
  await api.waitForRequest((request) => request.kind === 'turn' && request.prompt === prompt, 30_000);
  // The answer's begin still has to come out at the other end of the CLI.
  await sleep(1_000);
}

interface Recording {
  readonly cli: InstalledCli;
  readonly args: readonly string[];
  readonly run: FinishedRun;
  readonly places: RecordedPlaces;
  readonly env: Readonly<Record<string, string>>;
}

function writeRecording({ id, scenario, format }: RecordInput, { cli, args, run, places, env }: Recording): void {
  const folder = join(import.meta.dirname, 'recordings', id);
  mkdirSync(folder, { recursive: true });
  const variant = format === 'streaming-messages-json' ? 'messages-' : '';
  const file = join(folder, `${cli.version}-${variant}${scenario.name}`);
  const summary = {
    cli: id,
    version: cli.version,
    scenario: scenario.name,
    args: args.map((argument) => hideMachine(argument, places)),
    prompt: scenario.prompt,
    env,
    exitCode: run.exitCode,
    signal: run.signal,
  };
  writeFileSync(`${file}.json`, `${JSON.stringify(summary, null, 2)}\n`);
  writeFileSync(`${file}.jsonl`, hideMachine(run.stdout, places));
  rmSync(`${file}.stderr`, { force: true });
  if (run.stderr !== '') writeFileSync(`${file}.stderr`, hideMachine(run.stderr, places));
  process.stderr.write(`${id} ${variant}${scenario.name}: exit code ${run.exitCode}, signal ${run.signal}\n`);
}

function formatsOf(id: CliId): readonly OutputFormat[] {
  return id === 'grok' ? ['streaming-json', 'streaming-messages-json'] : ['streaming-json'];
}

if (import.meta.main) {
  // node e2e/clis/record.ts [CLI…] [scenario…]: what is left out means all.
  const asked = process.argv.slice(2);
  const names = asked.filter((word) => !isCliId(word));
  for (const id of asked.some(isCliId) ? asked.filter(isCliId) : cliIds) {
    for (const scenario of scenariosOf(id)) {
      if (names.length > 0 && !names.includes(scenario.name)) continue;
      for (const format of formatsOf(id)) await recordScenario({ id, scenario, format });
    }
  }
}
