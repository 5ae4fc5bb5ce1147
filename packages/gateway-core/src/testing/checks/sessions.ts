import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../provider.js';
import { commandFor, expectThat, planFor, sessionKinds, SUGGESTED_ID, textOf, tokensOf, type Check } from '../check.js';
import { survivesJson } from '../valid-event.js';

export const sessionChecks: readonly Check[] = [
  {
    name: 'plans each declared kind of session',
    async run(subject) {
      for (const kind of sessionKinds(subject)) {
        const plan = await planFor(subject, kind);
        expectThat(plan.kind === kind, `asked for a "${kind}" session, resolveSession plans "${plan.kind}"`);
        expectThat(survivesJson(plan), `the plan of a "${kind}" session does not survive JSON`);
        const again = await planFor(subject, kind);
        expectThat(isDeepStrictEqual(plan, again), `the plan of a "${kind}" session differs from call to call`);
        if (kind !== 'resume') continue;
        expectThat(plan.nativeId !== '', 'the plan of a "resume" session has an empty nativeId');
      }
    },
  },
  {
    name: 'gives each kind of session a command of its own',
    async run(subject) {
      const commands = new Map<string, string>();
      for (const kind of sessionKinds(subject)) {
        const text = textOf(await commandFor(subject, { session: await planFor(subject, kind) }));
        expectThat(
          !commands.has(text),
          `a "${kind}" session starts the same command as a "${commands.get(text)}" one: ${text}`,
        );
        commands.set(text, kind);
      }
      const fresh = new Set(tokensOf(await commandFor(subject, { session: await planFor(subject, 'new') })));
      for (const kind of sessionKinds(subject).filter((declared) => declared !== 'new')) {
        const tokens = tokensOf(await commandFor(subject, { session: await planFor(subject, kind) }));
        const isContinued = tokens.some((token) => !fresh.has(token));
        expectThat(
          isContinued,
          `nothing in the command of a "${kind}" session asks for more than a new one: ${JSON.stringify(tokens)}`,
        );
      }
    },
  },
  {
    name: 'carries the session id into the command',
    async run(subject) {
      const fresh = textOf(await commandFor(subject));
      for (const kind of sessionKinds(subject)) {
        if (kind === 'latest') continue;
        const plan = await planFor(subject, kind);
        if (kind === 'new' && plan.nativeId !== SUGGESTED_ID) continue; // the CLI picks its own
        const id = kind === 'new' ? SUGGESTED_ID : subject.sessionId;
        const text = textOf(await commandFor(subject, { session: plan }));
        // A plan may have found what the CLI takes in the id's place, such as a file.
        const found = stringsIn(plan.detail).filter((word) => word.length >= 8 && !fresh.includes(word));
        expectThat(
          [id, ...found].some((word) => text.includes(word)),
          `the command of a "${kind}" session lacks the id ${id}: ${text}`,
        );
      }
    },
  },
];

function stringsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((child: JsonValue) => stringsIn(child));
}
