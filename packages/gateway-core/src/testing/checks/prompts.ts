import type { Command } from '../../provider.js';
import { commandFor, expectThat, planFor, sessionKinds, type Check } from '../check.js';
import { optionsHolding } from '../option-samples.js';

/** What callers really send, and what CLIs took for flags, commands, attachments and shell. */
const HOSTILE = [
  '--help',
  '-x',
  '--',
  '/cost',
  '/',
  '@/etc/passwd',
  '!ls',
  '#',
  `it's "quoted" \`twice\``,
  'two\nlines\r\nand three',
  '🙂 ünïcödé 日本語',
  '$(touch x) ; rm -rf / & %PATH% `id`',
  '  leading and trailing  \n',
  '{"json": [1, "2"]}',
  String.raw`back\slash\n`,
];

/** Linux refuses a single argument or variable of 128 KiB, its closing NUL included. */
const LONGEST_ARGUMENT = 128 * 1024 - 1;
/** The longest prompt a caller may send, in characters that are two bytes each. */
const LONG_PROMPT = 'ä'.repeat(100_000);

export const promptChecks: readonly Check[] = [
  {
    name: 'hands a hostile prompt over as data',
    async run(subject) {
      for (const kind of sessionKinds(subject)) {
        const session = await planFor(subject, kind);
        const plain = await commandFor(subject, { session, prompt: PLAIN });
        for (const prompt of HOSTILE) {
          const command = await commandFor(subject, { session, prompt });
          expectThat(
            carries(command, prompt),
            `the prompt ${JSON.stringify(prompt)} does not arrive as it was, and no warning says so`,
          );
          expectThat(
            isSame(command.args, prompt, plain.args),
            `the prompt ${JSON.stringify(prompt)} changes the argument list: ${JSON.stringify(command.args)}`,
          );
          expectNoFlag(command.args, prompt, `the prompt ${JSON.stringify(prompt)}`);
        }
      }
    },
  },
  {
    name: 'keeps a hostile option a value',
    async run(subject) {
      for (const text of ['--dangerously-skip-permissions', '-x', '--']) {
        for (const options of await optionsHolding(subject.provider, text)) {
          const { args } = await commandFor(subject, { options });
          expectNoFlag(args, text, `the option ${JSON.stringify(options)}`);
        }
      }
    },
  },
  {
    name: 'keeps a long prompt out of the argument list',
    async run(subject) {
      const command = await commandFor(subject, { prompt: LONG_PROMPT });
      const { args, env = {} } = command;
      for (const text of [...args, ...Object.entries(env).map(([name, value]) => `${name}=${value ?? ''}`)]) {
        const bytes = Buffer.byteLength(text);
        expectThat(
          bytes <= LONGEST_ARGUMENT,
          `"${text.slice(0, 40)}…" is ${bytes} bytes long; no process starts with that`,
        );
      }
      expectThat(carries(command, LONG_PROMPT), 'a prompt of 100,000 characters does not arrive as it was');
    },
  },
  {
    name: 'never lets a NUL into the argument list',
    async run(subject) {
      const { args, env = {} } = await commandFor(subject, { prompt: 'before\0after' });
      const hit = [...args, ...Object.values(env)].find((text) => text?.includes('\0'));
      expectThat(hit === undefined, `no process starts with the argument ${JSON.stringify(hit)}`);
    },
  },
];

const PLAIN = 'Say hello.';

/** In stdin, a file or an argument; as it is, inside a string of JSON, or with a warning that something was put into it. */
function carries({ args, stdin = '', files = {}, warnings = [] }: Command, prompt: string): boolean {
  return [stdin, ...Object.values(files), ...args].some(
    (text) => text.includes(prompt) || isInJson(text, prompt) || (warnings.length > 0 && isAlmost(text, prompt)),
  );
}

/** Whether the text is the prompt and a few characters more, such as a backslash that keeps a CLI from acting on the next one. */
function isAlmost(text: string, prompt: string): boolean {
  let index = 0;
  for (let place = 0; place < text.length; place += 1) if (text[place] === prompt[index]) index += 1;
  return index === prompt.length && text.length <= prompt.length + 8;
}

/** Whether a string somewhere in a JSON text, or in JSON lines, holds the prompt. */
function isInJson(text: string, prompt: string): boolean {
  let isFound = false;
  const look = (_: string, value: unknown): unknown => {
    isFound ||= typeof value === 'string' && value.includes(prompt);
    return value;
  };
  for (const part of [text, ...text.split('\n')]) {
    try {
      JSON.parse(part, look);
    } catch {
      // Not JSON: then only as it is.
    }
  }
  return isFound;
}

/** Whether the arguments are those of the plain prompt, with this one in its place. */
function isSame(args: readonly string[], prompt: string, plain: readonly string[]): boolean {
  if (args.length !== plain.length) return false;
  return args.every((argument, index) => argument === plain[index]?.replace(PLAIN, () => prompt));
}

/** An argument that is a caller's text stands after `--`, or after the `=` of its own flag. */
function expectNoFlag(args: readonly string[], text: string, what: string): void {
  const end = args.indexOf('--');
  const hit = args.findIndex((argument) => argument === text);
  expectThat(hit < 0 || (end >= 0 && hit >= end), `${what} could be read as a flag: ${JSON.stringify(args)}`);
}
