import { discoverModels, explainFailure, parseJson, planUpgrade, resolveSession } from './reference-provider.js';
import { mutant, type Mutant } from './mutant.js';

/** Mistakes in failures, upgrades and what is found on the machine. */
export const outcomeMutants: readonly Mutant[] = [
  // failures
  mutant('match believed', 'an unknown failure hides behind a TypeError', {
    // As careless as the original.
    explainFailure: ({ stderr }) => ({
      code: 'cli_error',
      message: (/Error: (\w+)/.exec(stderr) as RegExpExecArray)[1] + '.',
    }),
  }),
  mutant('regular expression with a memory', 'every second failure is not recognised', {
    explainFailure: (() => {
      const limit = /API Error: 429/g;
      return ({ stderr }) =>
        limit.test(stderr) ? { code: 'rate_limited', message: 'Tiny has reached its limit.' } : undefined;
    })(),
  }),
  mutant('any 429', 'a line number in a stack trace is retried as a limit', {
    explainFailure: ({ stderr }) =>
      /429/.test(stderr) ? { code: 'rate_limited', message: 'Tiny has reached its limit.' } : undefined,
  }),
  mutant('stderr as the message', 'keys and paths end in the answer of a tool', {
    explainFailure: ({ stderr }) => ({ code: 'cli_error', message: `Tiny said ${stderr.slice(-200)}.` }),
  }),
  mutant('time believed', 'a time that the CLI cannot mean ends in RangeError', {
    explainFailure: ({ stderr }) => {
      const time = /try again at ([\d:]+)/.exec(stderr)?.[1];
      if (time === undefined) return undefined;
      return {
        code: 'rate_limited',
        message: 'Tiny has reached its limit.',
        retryAt: new Date(`2026-01-01T${time}:00Z`).toISOString(),
      };
    },
  }),
  mutant('time of the vendor', 'nobody can wait until "3pm"', {
    explainFailure: ({ stderr }) => {
      const retryAt = /resets (\w+)/.exec(stderr)?.[1];
      return retryAt === undefined
        ? undefined
        : { code: 'rate_limited', message: 'Tiny has reached its limit.', retryAt };
    },
  }),
  mutant('code of its own', 'the caller’s program knows no "quota"', {
    explainFailure: (failure) => {
      const reason = explainFailure(failure);
      // Wrong on purpose.
      return reason && { ...reason, code: 'quota' as 'rate_limited' };
    },
  }),

  // upgrades
  mutant('target as a package', 'an upgrade installs any package of the registry', {
    planUpgrade: (target) => ({ strategy: 'npm', commands: [{ file: 'npm', args: ['install', '--global', target] }] }),
  }),
  mutant('target unchecked', 'a flag or an address goes where a version belongs', {
    planUpgrade: (target, { installation }) => ({
      strategy: 'self-update',
      commands: [{ file: installation.path, args: ['update', `--to=${target}`] }],
    }),
  }),
  mutant('always the latest', 'a person who asks for 1.2.4 gets something else', {
    planUpgrade: (_, context) => planUpgrade('latest', context),
  }),
  mutant('another installation upgraded', 'the version stays, because PATH found a second one', {
    planUpgrade: (target) =>
      /^[\w.-]+$/.test(target) && !target.startsWith('-')
        ? { strategy: 'self-update', commands: [{ file: 'tiny', args: ['update', `--to=${target}`] }] }
        : { strategy: 'manual', commands: [], note: 'Not a version.' },
  }),
  mutant('installer through a shell', 'a download is piped into sh', {
    planUpgrade: () => ({
      strategy: 'self-update',
      commands: [{ file: 'sh', args: ['-c', 'curl -fsSL https://example.com/install | sh'] }],
    }),
  }),

  // what is found on the machine
  mutant('index of sessions believed', 'one damaged file keeps every conversation from going on', {
    resolveSession: async (intent, context) => {
      const index = await context.readTextFile(`${context.homeDir}/.tiny/index.json`);
      // As careless as the original.
      const known = index === undefined ? [] : (JSON.parse(index) as { ids: string[] }).ids;
      return known.includes('archived') ? { kind: 'new' } : resolveSession(intent);
    },
  }),
  mutant('model list believed', 'a CLI that prints an error instead stops the gateway’s list', {
    discoverModels: async (context) => {
      const { stdout } = await context.query(['models', '--json']);
      // As careless as the original.
      return { models: (JSON.parse(stdout) as { id: string }[]).map(({ id }) => ({ id, source: 'cli' })) };
    },
  }),
  mutant('every line is a model', 'an error message can be chosen as a model', {
    discoverModels: async (context) => {
      const { stdout } = await context.query(['models']);
      return { models: stdout.split('\n').map((id) => ({ id, source: 'cli' })) };
    },
  }),
  mutant('source made up', 'a list shipped years ago looks like the CLI’s own', {
    discoverModels: async (context) => {
      const { models } = await discoverModels(context);
      // Wrong on purpose.
      return { models: [...models, { id: 'tiny-1', source: 'fallback' as 'static' }] };
    },
  }),
  mutant('session file believed', 'one damaged file hides every conversation', {
    listSessions: async function* (context) {
      for (const { path } of await context.listFolder(`${context.homeDir}/.tiny/sessions`)) {
        // As careless as the original.
        yield { id: (JSON.parse((await context.readTextFile(path)) ?? '') as { id: string }).id };
      }
    },
  }),
  mutant('all session files opened', 'the first list takes minutes on a machine in use', {
    listSessions: async function* (context) {
      for (const { path, name } of await context.listFolder(`${context.homeDir}/.tiny/sessions`)) {
        if (Object(parseJson((await context.readTextFile(path)) ?? '')).id === name) yield { id: name };
      }
    },
  }),
  mutant('login unless denied', 'a CLI that crashes is logged in', {
    checkLogin: async (context) => {
      const { stdout } = await context.query(['login-status']);
      return stdout.includes('not logged in') ? { state: 'logged-out' } : { state: 'logged-in' };
    },
  }),
  mutant('key shown', 'the doctor’s report is pasted into an issue, key and all', {
    checkLogin: ({ env }) =>
      env['TINY_API_KEY'] ? { state: 'logged-in', detail: `key ${env['TINY_API_KEY']}` } : { state: 'logged-out' },
  }),
  mutant('session id as a path', 'an id with dots removes a file elsewhere', {
    tidyUp: ({ sessionId = '' }, { homeDir }) => ({ removeFiles: [`${homeDir}/.tiny/locks/${sessionId}`] }),
  }),
];
