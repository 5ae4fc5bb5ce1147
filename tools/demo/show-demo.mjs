import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, styleText } from 'node:util';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const bin = path.join(root, 'packages', 'mcp-server', 'dist', 'bin.js');
const run = promisify(execFile);

/**
 * The main job, for a person to watch: a real MCP client, the built server, and an agent that works offline, so that
 * nobody's tokens are spent unasked. Resolves to the exit code.
 */
export async function showDemo() {
  const env = { ...process.env, LLM_GATEWAY_HOME: makeDemoHome() };
  print(bold('llm-gateway: the coding agents on this machine, behind one MCP server and one command'));

  title('A real MCP client starts the server');
  const client = await connect(env);
  try {
    const { tools } = await client.listTools();
    print(`${dim('tools')}  ${tools.map(({ name }) => name).join('  ')}`);

    title('Who is there to be asked');
    const { stdout } = await run(process.execPath, [bin, 'doctor', '--json'], { env }).catch((error) => error);
    const { providers, failures, database } = JSON.parse(stdout);
    for (const provider of [...providers, ...failures]) print(describe(provider));

    title('A question to the offline sample agent (no model, no network, no tokens)');
    const first = await ask(client, { prompt: 'What is a gateway good for?' });

    title('A follow-up in the same conversation');
    await ask(client, { prompt: 'And what did I ask before?', sessionId: first.sessionId });

    title('The record');
    print(`${database.path} ${dim('(of this demonstration, to be thrown away)')}`);
    print(`${path.join(homedir(), '.llm-cli-gateway', 'logs.db')} ${dim('(yours, with your first request)')}`);

    title('Ask for real');
    const real = providers.filter(({ id, installation }) => id !== 'sample' && installation !== undefined);
    for (const { id, displayName } of real) {
      print(`npm start -- ask ${id} "What does this project do?"  ${dim(`# ${displayName}, with your tokens`)}`);
    }
    if (real.length === 0) print('Install one of the agents above, then: npm start -- doctor');

    title('Add the server to your client');
    print((await run(process.execPath, [bin, 'clients'])).stdout.trimEnd());
    return 0;
  } finally {
    await client.close();
  }
}

/** The sample agent is found as any third party's provider would be: the configuration file names its folder. */
function makeDemoHome() {
  const home = mkdtempSync(path.join(tmpdir(), 'llm-gateway-demo-'));
  const providers = [{ package: path.join(root, 'examples', 'provider-sample') }];
  writeFileSync(path.join(home, 'config.json'), `${JSON.stringify({ providers }, undefined, 2)}\n`);
  return home;
}

async function connect(env) {
  const require = createRequire(path.join(root, 'packages', 'mcp-server', 'package.json'));
  const { Client } = require('@modelcontextprotocol/client');
  const { StdioClientTransport } = require('@modelcontextprotocol/client/stdio');
  const startedAt = performance.now();
  const client = new Client({ name: 'demo', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [bin], env }));
  const { name, version } = client.getServerVersion();
  const milliseconds = Math.round(performance.now() - startedAt);
  print(`${name} ${version}, protocol ${client.getNegotiatedProtocolVersion()}, ready in ${milliseconds} ms`);
  return client;
}

async function ask(client, fields) {
  print(`${dim('you   ')} ${fields.prompt}`);
  const { isError, content, structuredContent } = await client.callTool(
    { name: 'sample_request', arguments: fields },
    { onprogress: ({ message }) => print(dim(`       ${message}`)) },
  );
  if (isError) throw new Error(content[0].text);
  const { answer, sessionId, durationMs, inputTokens, outputTokens } = structuredContent;
  print(`${dim('agent ')} ${answer}`);
  const tokens = `${inputTokens} tokens in, ${outputTokens} out`;
  print(dim(`       session ${sessionId}, ${(durationMs / 1000).toFixed(1)} s, ${tokens}`));
  return structuredContent;
}

/** A provider, or a package that did not load. */
function describe({ displayName, installation, login, problem, message, hint = '' }) {
  if (installation === undefined) return `${styleText('red', '✗')} ${problem ?? message} ${dim(hint)}`;
  const state = { 'logged-in': ', logged in', 'logged-out': ', logged out' }[login?.state] ?? '';
  return `${styleText('green', '✓')} ${displayName} ${installation.version}${state}  ${dim(installation.path)}`;
}

function title(text) {
  print(`\n${styleText('cyan', '▌')}${bold(text)}`);
}

function bold(text) {
  return styleText('bold', text);
}

function dim(text) {
  return styleText('dim', text);
}

function print(line) {
  console.log(line);
}
