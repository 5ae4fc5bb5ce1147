import path from 'node:path';
import type { FolderEntry, NativeSession, ProviderContext, QueryResult } from '../../provider.js';
import { expectThat, intentFor, sessionKinds, type Check, type Subject } from '../check.js';
import { faultInReason, isTime } from '../valid-reason.js';

const TEXTS = [
  '',
  'Error: something went wrong',
  '{"models":',
  '{}',
  '[]',
  'null',
  '42',
  '[null, 7, {"id": 7}, {}]',
  '{"models": [null, {"slug": 9}], "data": {"x": []}, "sessionId": {}, "message": null}',
  '{"type":"user"}\n{"type":',
  '\u0000\u001B[31m\uFFFD',
  'x'.repeat(100_000),
];

/** More than a provider has time to read. */
const MANY = 2000;
const MOST_READ = 400;
/** Far more than any of it needs; a regular expression that backtracks takes minutes. */
const MOST_SECONDS = 3;

export const discoveryChecks: readonly Check[] = [
  {
    name: 'plans sessions whatever it finds',
    async run(subject) {
      for (const [world, context] of worldsOf(subject)) {
        for (const kind of sessionKinds(subject)) {
          const intent = intentFor(subject, kind);
          const what = `resolveSession of a "${kind}" session, ${world},`;
          const plan = await survived(what, async () => subject.provider.resolveSession(intent, context));
          expectThat(plan.kind === kind, `${what} plans "${plan.kind}"`);
          const fault = plan.failure && faultInReason(plan.failure);
          expectThat(fault === undefined, `${what}: ${fault}`);
        }
      }
    },
  },
  {
    name: 'survives whatever the model list says',
    applies: ({ provider }) => provider.discoverModels !== undefined,
    async run(subject) {
      for (const [world, context] of worldsOf(subject)) {
        const catalog = await survived(`discoverModels, ${world},`, async () =>
          subject.provider.discoverModels?.(context),
        );
        expectThat(Array.isArray(catalog?.models), `discoverModels, ${world}, gives no list of models`);
        const ids = catalog?.models.map(({ id }) => id) ?? [];
        for (const { id, source } of catalog?.models ?? []) {
          expectThat(
            /^[^\s\p{Cc}]{1,200}$/u.test(id),
            `discoverModels, ${world}, gives the model ${JSON.stringify(id)}`,
          );
          expectThat(['cli', 'config', 'static'].includes(source), `the model "${id}" has the source "${source}"`);
        }
        expectThat(
          new Set(ids).size === ids.length,
          `discoverModels, ${world}, names a model twice: ${ids.join(', ')}`,
        );
      }
    },
  },
  {
    name: 'survives whatever lies in the session folder',
    applies: ({ provider }) => provider.listSessions !== undefined,
    async run(subject) {
      for (const [world, context] of worldsOf(subject)) {
        const sessions = await survived(`listSessions, ${world},`, () =>
          allOf(subject.provider.listSessions?.(context)),
        );
        for (const { id, updatedAt, cwd } of sessions) {
          expectThat(
            typeof id === 'string' && id.trim() !== '',
            `listSessions, ${world}, gives the id ${JSON.stringify(id)}`,
          );
          expectThat(
            updatedAt === undefined || isTime(updatedAt),
            `the session "${id}" was updated at "${updatedAt}", not ISO 8601 in UTC`,
          );
          expectThat(
            cwd === undefined || typeof cwd === 'string',
            `the session "${id}" has the folder ${JSON.stringify(cwd)}`,
          );
        }
      }
    },
  },
  {
    name: 'opens a bounded number of session files',
    applies: ({ provider }) => provider.listSessions !== undefined,
    async run(subject) {
      let opened = 0;
      const context: ProviderContext = {
        ...subject.context,
        listFolder: (folder) => Promise.resolve(entriesOf(folder, MANY)),
        readTextFile: () => {
          opened += 1;
          return Promise.resolve('{}');
        },
      };
      await allOf(subject.provider.listSessions?.(context));
      expectThat(opened <= MOST_READ, `of ${MANY} files in a folder, listSessions opens ${opened}`);
    },
  },
  {
    name: 'claims no login that it cannot know, and tells no secret',
    applies: ({ provider }) => provider.checkLogin !== undefined,
    async run(subject) {
      for (const [world, context] of worldsOf(subject)) {
        const login = await survived(`checkLogin, ${world},`, async () => subject.provider.checkLogin?.(context));
        expectThat(
          login !== undefined && ['logged-in', 'logged-out', 'unknown'].includes(login.state),
          `checkLogin, ${world}, says ${JSON.stringify(login)}`,
        );
        const isClaim = login.state === 'logged-in' && !world.endsWith('(exit 0)'); // some CLIs say it by that alone
        expectThat(!isClaim, `checkLogin, ${world}, claims to be logged in`);
      }
      const everything = new Proxy<Record<string, string>>({}, { get: () => SECRET, has: () => true });
      const login = await subject.provider.checkLogin?.({ ...subject.context, env: everything });
      expectThat(
        !JSON.stringify(login ?? {}).includes(SECRET),
        `checkLogin repeats a variable's value: ${JSON.stringify(login)}`,
      );
    },
  },
  {
    name: 'tidies up nothing outside the home folder',
    applies: ({ provider }) => provider.tidyUp !== undefined,
    async run(subject) {
      const { homeDir, cwd } = subject.context;
      for (const [world, context] of worldsOf(subject)) {
        for (const sessionId of [subject.sessionId, '../../../../etc/passwd', '/etc/passwd', '', undefined]) {
          for (const resumed of [true, false]) {
            const run = { cwd, resumed, exitCode: 0, ...(sessionId !== undefined && { sessionId }) };
            const plan = await survived(`tidyUp, ${world},`, async () => subject.provider.tidyUp?.(run, context));
            for (const file of plan?.removeFiles ?? []) {
              const isBelow = path.isAbsolute(file) && path.normalize(file).startsWith(`${homeDir}/`);
              expectThat(isBelow, `tidyUp would remove "${file}", which is not below "${homeDir}"`);
            }
          }
        }
      }
    },
  },
];

const SECRET = 'sk-secret-7d1f0c9b';

/** Places where nothing is as it should be, each with its name. */
function worldsOf({ context }: Subject): readonly (readonly [string, ProviderContext])[] {
  return TEXTS.flatMap((text) => {
    const shown = JSON.stringify(text.slice(0, 40));
    return [0, 1, null].map((exitCode): readonly [string, ProviderContext] => [
      `told ${shown} (exit ${exitCode})`,
      { ...context, env: {}, ...answering(text, { stdout: text, stderr: text, exitCode }) },
    ]);
  });
}

function answering(text: string, result: QueryResult): Pick<ProviderContext, 'query' | 'readTextFile' | 'listFolder'> {
  return {
    query: () => Promise.resolve(result),
    readTextFile: () => Promise.resolve(text === '' ? undefined : text),
    listFolder: (folder) => Promise.resolve(text === '' ? [] : entriesOf(folder, 3)),
  };
}

/** Files and folders with the endings that CLIs use, at most a few levels deep. */
function entriesOf(folder: string, count: number): readonly FolderEntry[] {
  const isDeep = folder.split('/').length > 12;
  return Array.from({ length: count }, (_, index): FolderEntry => {
    const name = [`${index}.jsonl`, `${index}.json`, `session-${index}.json`, `${index}`][index % 4] ?? '';
    const kind = name.includes('.') || isDeep ? 'file' : 'folder';
    return { name, path: path.posix.join(folder, name), kind, bytes: 10, modifiedAt: '2026-01-01T00:00:00.000Z' };
  });
}

async function survived<Value>(what: string, run: () => Promise<Value>): Promise<Value> {
  const start = performance.now();
  const value = await run().catch((error: unknown) => {
    throw new Error(`${what} throws: ${String(error)}`, { cause: error });
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  expectThat(seconds <= MOST_SECONDS, `${what} takes ${seconds} s, in which nothing else of the gateway may go on`);
  return value;
}

async function allOf(sessions: AsyncIterable<NativeSession> | undefined): Promise<readonly NativeSession[]> {
  const all: NativeSession[] = [];
  for await (const session of sessions ?? []) all.push(session);
  return all;
}
