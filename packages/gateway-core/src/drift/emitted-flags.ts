import type { BuildInput, McpServerChoice, Permission, Provider, SessionPlan } from '../provider.js';
import { optionSamples } from '../testing/option-samples.js';

const SAMPLE_ID = '0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000';

/** Every flag that a provider's commands can hold, with one command that holds it, worked out without starting anything. */
export async function emittedFlags(
  provider: Provider,
  { executable, version }: { readonly executable: string; readonly version: string },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const flags = new Map<string, readonly string[]>();
  const [lowest] = provider.features.permissions;
  const base: BuildInput<unknown> = {
    executable,
    version,
    prompt: 'prompt',
    cwd: '/work/project',
    session: { kind: 'new', nativeId: SAMPLE_ID },
    permission: lowest,
    folderTrust: 'untrusted',
    scratchDir: '/work/scratch',
    platform: process.platform,
    options: {},
  };
  for (const options of await optionSamples(provider, {})) {
    for (const change of variations(provider)) note(provider, { ...base, options, ...change }, flags);
  }
  return flags;
}

function variations({ features }: Provider): readonly Partial<BuildInput<unknown>>[] {
  const servers: readonly McpServerChoice[] = [{ name: 'one' }, { name: 'two', definition: { command: 'two' } }];
  return [
    {},
    { folderTrust: 'trusted' },
    { model: 'sample-model' },
    { mcpServers: [] },
    { mcpServers: servers },
    ...features.permissions.map((permission: Permission) => ({ permission })),
    ...(features.efforts ?? []).map((effort) => ({ effort })),
    ...sessionPlans(features.sessions).map((session) => ({ session })),
  ];
}

function sessionPlans({ resume, latest, fork }: Provider['features']['sessions']): readonly SessionPlan[] {
  return [
    ...(resume ? [{ kind: 'resume', nativeId: SAMPLE_ID } as const] : []),
    ...(latest ? [{ kind: 'latest' } as const] : []),
    ...(fork ? [{ kind: 'fork', nativeId: SAMPLE_ID } as const] : []),
  ];
}

function note(provider: Provider, input: BuildInput<unknown>, flags: Map<string, readonly string[]>): void {
  let args: readonly string[];
  try {
    ({ args } = provider.buildCommand(input));
  } catch {
    return; // A combination that the provider refuses emits nothing.
  }
  const end = args.indexOf('--');
  for (const word of end === -1 ? args : args.slice(0, end)) {
    const flag = /^--?[A-Za-z][\w-]*/.exec(word)?.[0];
    if (flag !== undefined && !flags.has(flag)) flags.set(flag, args);
  }
}
