import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { BuildInput, Command, McpServerChoice } from '../../provider.js';
import { commandFor, expectThat, inputFor, planFor, sessionKinds, textOf, type Check, type Subject } from '../check.js';
import { inAnotherWorld } from '../in-another-world.js';
import { inspectBriefly } from '../inspect-briefly.js';
import { optionSamples } from '../option-samples.js';
import { isWarning } from '../valid-event.js';

const SECRET = 'secret-7d1f0c';
const MCP_SERVERS: readonly McpServerChoice[] = [
  { name: 'known-to-the-cli' },
  { name: 'local', definition: { command: 'server', args: ['--stdio'], env: { TOKEN: SECRET } } },
  { name: 'remote', definition: { url: 'https://example.com/mcp', headers: { Authorization: `Bearer ${SECRET}` } } },
];

export const commandChecks: readonly Check[] = [
  {
    name: 'builds the same command from the same input',
    async run(subject) {
      for (const input of await everyInput(subject)) {
        const first = subject.provider.buildCommand(structuredClone(input));
        const { value: second, touched } = inAnotherWorld(() => subject.provider.buildCommand(structuredClone(input)));
        expectThat(
          isDeepStrictEqual(first, second),
          `buildCommand differs from call to call:\n${textOf(first)}\n${textOf(second)}`,
        );
        expectThat(touched.length === 0, `buildCommand reads process.env: ${touched.join(', ')}`);
      }
    },
  },
  {
    name: 'leaves its input as it was',
    async run(subject) {
      for (const input of await everyInput(subject)) {
        const before = structuredClone(input);
        subject.provider.buildCommand(input);
        expectThat(isDeepStrictEqual(input, before), 'buildCommand changes its input');
      }
    },
  },
  {
    name: 'builds commands that can be started',
    async run(subject) {
      for (const input of await everyInput(subject)) expectStartable(subject.provider.buildCommand(input), input);
    },
  },
  {
    name: 'passes the model on or says that it cannot',
    async run(subject) {
      for (const kind of sessionKinds(subject)) {
        const session = await planFor(subject, kind);
        const named = await commandFor(subject, { session, model: 'some-model-9' });
        const unnamed = await commandFor(subject, { session });
        const isInArguments = named.args.some((argument) => argument.includes('some-model-9'));
        const isPassedOn = textOf(named).includes('some-model-9') || (named.warnings?.length ?? 0) > 0;
        expectThat(
          isPassedOn,
          `the model does not reach the command of a "${kind}" session, and no warning says so: ${textOf(named)}`,
        );
        expectThat(
          kind !== 'new' || !isInArguments || unnamed.args.length < named.args.length,
          `asked for no model, the command names one: ${JSON.stringify(unnamed.args)}`,
        );
      }
    },
  },
  {
    name: 'passes each effort on',
    applies: ({ provider }) => provider.features.efforts !== undefined,
    async run(subject) {
      const { efforts = [] } = subject.provider.features;
      const commands = new Map([[textOf(await commandFor(subject)), 'none']]);
      for (const effort of efforts) {
        const text = textOf(await commandFor(subject, { effort }));
        expectThat(!commands.has(text), `the effort "${effort}" gives the same command as ${commands.get(text)}`);
        commands.set(text, `"${effort}"`);
      }
    },
  },
  {
    name: 'keeps the secrets of MCP servers out of the argument list',
    async run(subject) {
      const { args } = await commandFor(subject, { mcpServers: MCP_SERVERS });
      const leak = args.find((argument) => argument.includes(SECRET));
      expectThat(leak === undefined, `every user of the machine can read this argument: "${leak}"`);
    },
  },
  {
    name: 'hands MCP servers over or says that it cannot',
    async run(subject) {
      const command = await commandFor(subject, { mcpServers: MCP_SERVERS });
      const isCarried = MCP_SERVERS.every(({ name }) => textOf(command).includes(name));
      expectThat(
        isCarried || (command.warnings?.length ?? 0) > 0,
        'asked for MCP servers, the command neither names them nor warns',
      );
    },
  },
];

/** Inputs that between them use every kind of session, permission, trust and option. */
async function everyInput(subject: Subject): Promise<readonly BuildInput<unknown>[]> {
  const { provider, validOptions } = subject;
  const inputs: BuildInput<unknown>[] = [];
  for (const kind of sessionKinds(subject)) {
    const session = await planFor(subject, kind);
    for (const permission of provider.features.permissions) {
      for (const folderTrust of ['untrusted', 'trusted'] as const) {
        inputs.push(await inputFor(subject, { session, permission, folderTrust }));
      }
    }
  }
  for (const options of await optionSamples(provider, validOptions)) inputs.push(await inputFor(subject, { options }));
  for (const effort of provider.features.efforts ?? [])
    inputs.push(await inputFor(subject, { effort, model: 'some-model-9' }));
  inputs.push(await inputFor(subject, { mcpServers: MCP_SERVERS }), await inputFor(subject, { mcpServers: [] }));
  return inputs;
}

function expectStartable(command: Command, { executable }: BuildInput<unknown>): void {
  const { file, args, stdin, env = {}, files = {}, warnings = [] } = command;
  expectThat(
    file === executable || path.isAbsolute(file),
    `the command starts "${file}" instead of the executable that was found`,
  );
  const shell = SHELL.exec(path.basename(file))?.[0];
  expectThat(shell === undefined, `the command starts a shell: "${shell}"`);
  for (const argument of args) {
    expectThat(typeof argument === 'string', `an argument is ${inspectBriefly(argument)}, not text`);
    expectThat(!MISTAKEN_VALUE.test(argument), `the argument "${argument}" comes from a value that is not there`);
  }
  expectThat(stdin === undefined || typeof stdin === 'string', 'stdin is not text');
  for (const [name, value] of Object.entries(env)) {
    expectThat(/^[A-Za-z_][A-Za-z0-9_]*$/.test(name), `"${name}" is no environment variable`);
    expectThat(
      value === undefined || typeof value === 'string',
      `the environment variable ${name} is ${String(value)}`,
    );
  }
  for (const [name, content] of Object.entries(files)) {
    expectThat(/^[\w.-]+$/.test(name) && !/^\.+$/.test(name), `"${name}" is no file name in the scratch folder`);
    expectThat(typeof content === 'string', `the file "${name}" is not text`);
  }
  for (const warning of warnings) expectThat(isWarning(warning), `${JSON.stringify(warning)} is no warning`);
}

const SHELL = /^(ba|da|z|k|fi|c|tc)?sh$|^(cmd|powershell|pwsh)(\.exe)?$/i;
/** `--model=undefined`, `[object Object]`, `1e+21` and their kin. */
const MISTAKEN_VALUE = /(^|=)(undefined|null|NaN|Infinity|-?\d+(\.\d+)?e[+-]?\d+)$|\[object \w+\]/;
