import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { installCli } from '../clis/install.ts';
import { offlineEnvironment, offlineHome } from '../clis/offline-home.ts';
import { cliIds, type CliId } from '../clis/pinned-cli.ts';
import { runToEnd } from '../clis/run-to-end.ts';
import { startFakeApi, type FakeApi } from '../fake-api/server.ts';
import { serverFile } from '../harness/open-desk.ts';
import { clientClis } from './client-clis.ts';

/** Somebody's desk where a CLI is the client: its own configuration starts our server, and its model calls the tools. */
export interface ClientDesk {
  readonly home: string;
  /** An empty folder to work in. */
  readonly cwd: string;
  /** The model API of everybody: of the client, and of the agents that it asks. */
  readonly api: FakeApi;
  /** Lets the client work on a prompt. Gives what its model was told by each tool that it called. */
  ask(prompt: string): Promise<readonly string[]>;
  /** What our server has recorded, oldest first. */
  jobs(): readonly RecordedJob[];
  close(): Promise<void>;
}

export interface RecordedJob {
  readonly client: string;
  readonly provider: string;
  readonly status: string;
  readonly permission: string;
  readonly response: string | null;
}

export interface ClientDeskOptions {
  /** Whether the person has given leave to use the server. Default: true. */
  readonly isAllowed?: boolean;
  /** The CLIs that know the server. Default: the client alone. */
  readonly configured?: readonly CliId[];
}

/** Sets a desk up with all CLIs installed, and `id` as the client. */
export async function openClientDesk(id: CliId, options: ClientDeskOptions = {}): Promise<ClientDesk> {
  if (!existsSync(serverFile)) throw new Error('The server is not built. Run: pnpm run build');
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'llm-gateway-e2e-')));
  const cwd = path.join(home, 'project');
  mkdirSync(cwd);
  const api = await startFakeApi();
  const env = await furnish(home, api.url);
  const { isAllowed = true, configured = [id] } = options;
  for (const cli of configured) introduceServer(cli, { home, env, isAllowed });
  const { path: executable } = await installCli(id);
  return {
    home,
    cwd,
    api,
    async ask(prompt) {
      const promptFile = path.join(home, 'prompt.txt');
      writeFileSync(promptFile, prompt);
      const { args, promptOn } = clientClis[id].run(promptFile);
      const stdin = promptOn === 'stdin' ? prompt : '';
      const { stdout, stderr } = await runToEnd(executable, args, { cwd, env, stdin, timeoutMs: 80_000 });
      // Each model request of a turn repeats the results of those before, so the last one has them all.
      const turn = api.requests.findLast((request) => request.kind === 'turn' && request.prompt === prompt);
      if (turn === undefined) throw new Error(`${id} did not ask its model:\n${stderr}${stdout}`);
      return turn.toolResults;
    },
    jobs: () => readJobs(path.join(home, DATA, 'logs.db')),
    async close() {
      await api.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Where the server keeps its data when nothing says otherwise. */
const DATA = '.llm-cli-gateway';

async function furnish(home: string, apiUrl: string): Promise<Record<string, string>> {
  const homes = cliIds.map((id) => offlineHome(id, { home, apiUrl }));
  const installed = await Promise.all(cliIds.map(async (id) => [id, (await installCli(id)).path] as const));
  mkdirSync(path.join(home, DATA), { mode: 0o700 });
  const config = { executables: Object.fromEntries(installed) };
  writeFileSync(path.join(home, DATA, 'config.json'), JSON.stringify(config));
  return offlineEnvironment({ PATH: process.env['PATH'] }, homes);
}

interface Introduction {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly isAllowed: boolean;
}

/** Adds our server to a CLI as its user would, with the variables that the agents need and the CLI keeps to itself. */
function introduceServer(id: CliId, { home, env, isAllowed }: Introduction): void {
  const { setUp, passes } = clientClis[id];
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !passes(name)));
  const server = {
    command: process.execPath,
    args: [serverFile],
    ...(Object.keys(kept).length > 0 && { env: kept }),
  };
  for (const [name, text] of Object.entries(setUp(server, { isAllowed }))) addTo(path.join(home, name), text);
}

function addTo(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  if (file.endsWith('.toml')) {
    appendFileSync(file, `\n${text}\n`);
    return;
  }
  const found: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const added: unknown = JSON.parse(text);
  // A CLI's JSON settings are one object.
  writeFileSync(file, JSON.stringify({ ...(found as object), ...(added as object) }, null, 2));
}

function readJobs(file: string): readonly RecordedJob[] {
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare(
      'select client, provider, status, permission, response from requests order by created_at',
    );
    // The columns are those of the statement above.
    return rows.all() as unknown as readonly RecordedJob[];
  } finally {
    database.close();
  }
}
