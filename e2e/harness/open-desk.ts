import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installCli } from '../clis/install.ts';
import { offlineEnvironment, offlineHome } from '../clis/offline-home.ts';
import type { CliId } from '../clis/pinned-cli.ts';
import { startFakeApi, type FakeApi, type FakeApiOptions } from '../fake-api/server.ts';
import { connectClient, type Generation, type McpClient } from './mcp-client.ts';

/** Somebody's desk: a home with real CLIs, our server as a client starts it, and a model API that does as it is told. */
export interface Desk {
  readonly home: string;
  /** An empty folder to work in. */
  readonly cwd: string;
  readonly api: FakeApi;
  readonly client: McpClient;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface DeskOptions {
  /** Default: the second. */
  readonly generation?: Generation;
  readonly api?: FakeApiOptions;
  /** Nobody is logged in. */
  readonly isLoggedOut?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** `E2E_SERVER` names another build, for example that of an installed package. */
export const serverFile =
  process.env['E2E_SERVER'] ?? fileURLToPath(new URL('../../packages/mcp-server/dist/bin.js', import.meta.url));

/** Sets a desk up with these CLIs installed, and connects to the server. */
export async function openDesk(ids: readonly CliId[], options: DeskOptions = {}): Promise<Desk> {
  if (!existsSync(serverFile)) throw new Error('The server is not built. Run: pnpm run build');
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'llm-gateway-e2e-')));
  const cwd = path.join(home, 'project');
  mkdirSync(cwd);
  const api = await startFakeApi(options.api);
  const env = await furnish(home, ids, api, options);
  const server = { command: process.execPath, args: [serverFile], env: { ...env }, cwd };
  const client = await connectClient(options.generation ?? 'second', server);
  return {
    home,
    cwd,
    api,
    client,
    env,
    async close() {
      await client.close();
      await api.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

async function furnish(
  home: string,
  ids: readonly CliId[],
  api: FakeApi,
  { isLoggedOut, environment }: DeskOptions,
): Promise<Record<string, string>> {
  const key = isLoggedOut ? { apiKey: undefined } : {};
  const homes = ids.map((id) => offlineHome(id, { home, apiUrl: api.url, ...key }));
  const installed = await Promise.all(ids.map(async (id) => [id, (await installCli(id)).path] as const));
  const data = path.join(home, 'gateway');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(path.join(data, 'config.json'), JSON.stringify({ executables: Object.fromEntries(installed) }));
  return {
    ...offlineEnvironment(process.env, homes),
    LLM_GATEWAY_HOME: data,
    LLM_GATEWAY_PROVIDERS: ids.join(','),
    // Each failure is seen twice and told soon.
    LLM_GATEWAY_RETRIES: '1',
    LLM_GATEWAY_RETRY_DELAY_MS: '100',
    ...environment,
  };
}
