import type {
  BuildInput,
  Command,
  Provider,
  ProviderContext,
  RunFacts,
  SessionIntent,
  SessionPlan,
} from '../provider.js';
import type { Fixture } from './fixtures-in.js';
import { faultInReason } from './valid-reason.js';

/** What is being checked, and with what. */
export interface Subject {
  readonly provider: Provider;
  readonly fixtures: readonly Fixture[];
  readonly context: ProviderContext;
  readonly sessionId: string;
  readonly validOptions: unknown;
  readonly packageDir?: string;
}

export interface Check {
  readonly name: string;
  /** Absent: always. */
  readonly applies?: (subject: Subject) => boolean;
  readonly run: (subject: Subject) => void | Promise<void>;
}

/** Ends a check with what is wrong, unless the claim holds. */
export function expectThat(claim: boolean, fault: string): asserts claim {
  if (!claim) throw new Error(fault);
}

/** Ends a check when there is a fault. */
export function expectNone(fault: string | undefined): void {
  if (fault !== undefined) throw new Error(fault);
}

/** An input that the gateway might give, for a new conversation unless told otherwise. */
export async function inputFor(
  subject: Subject,
  changes: Partial<BuildInput<unknown>> = {},
): Promise<BuildInput<unknown>> {
  const { provider, context, validOptions } = subject;
  return {
    executable: context.installation.path,
    version: context.installation.version,
    prompt: 'Say hello.',
    cwd: context.cwd,
    session: changes.session ?? (await planFor(subject, 'new')),
    permission: provider.features.permissions[0],
    folderTrust: 'untrusted',
    scratchDir: '/tmp/scratch',
    platform: context.platform,
    options: 'options' in changes ? changes.options : await validated(provider, validOptions),
    ...changes,
  };
}

export async function commandFor(subject: Subject, changes: Partial<BuildInput<unknown>> = {}): Promise<Command> {
  return subject.provider.buildCommand(await inputFor(subject, changes));
}

/** What the provider's schema makes of options as a caller writes them. */
export async function validated(provider: Provider, options: unknown): Promise<unknown> {
  const outcome = await provider.options['~standard'].validate(options);
  if (outcome.issues === undefined) return outcome.value;
  throw new Error(`The options ${JSON.stringify(options)} are refused: ${outcome.issues[0]?.message}`);
}

export type SessionKind = SessionIntent['kind'];

/** The kinds of session that the provider declares. */
export function sessionKinds({ provider }: Subject): readonly SessionKind[] {
  const { resume, latest, fork } = provider.features.sessions;
  return [
    'new',
    ...(resume ? ['resume' as const] : []),
    ...(latest ? ['latest' as const] : []),
    ...(fork ? ['fork' as const] : []),
  ];
}

export const SUGGESTED_ID = '0b54a6d1-1f6b-4e0e-8f1c-6a4c5d2e7f90';

export function intentFor({ sessionId, context }: Subject, kind: SessionKind): SessionIntent {
  switch (kind) {
    case 'new':
      return { kind, suggestedId: SUGGESTED_ID };
    case 'latest':
      return { kind, cwd: context.cwd };
    case 'resume':
    case 'fork':
      return { kind, id: sessionId, cwd: context.cwd };
    default:
      return kind satisfies never;
  }
}

/** The provider's own plan for that kind of session. */
export async function planFor(subject: Subject, kind: SessionKind): Promise<SessionPlan> {
  const plan = await subject.provider.resolveSession(intentFor(subject, kind), subject.context);
  if (plan.failure === undefined) return plan;
  expectNone(faultInReason(plan.failure));
  throw new Error(
    `resolveSession says of a "${kind}" session: ${plan.failure.message} ` +
      'Give a `context` in which it can be had and, for a conversation that it must know, its `sessionId`.',
  );
}

/** What the gateway tells the parser about the run, here of a new conversation. */
export async function runFacts(subject: Subject): Promise<RunFacts<unknown>> {
  return { session: await planFor(subject, 'new'), options: await validated(subject.provider, subject.validOptions) };
}

/** What the process gets, as text: two commands that start the same thing are equal here. */
export function textOf({ file, args, stdin, env = {}, files = {} }: Command): string {
  const entries = Object.entries(env).map(([name, value]) => [name, value ?? null]);
  return JSON.stringify({ file, args, stdin, env: entries, files });
}

/** Arguments, variables and files, each as one text. */
export function tokensOf({ args, env = {}, files = {} }: Command): readonly string[] {
  const variables = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return [...args, ...variables, ...Object.values(files)];
}
