import type { Installation, Provider, ProviderContext } from '../provider.js';
import { emittedFlags } from './emitted-flags.js';

/** How a provider and the installed CLI have grown apart. Plain data. */
export interface DriftReport {
  readonly provider: string;
  readonly displayName: string;
  /** The installed CLI's version. Absent when it is not installed. */
  readonly version?: string;
  /** How many different flags the provider can emit. */
  readonly flags: number;
  /** Flags that the installed CLI's help does not name, each with a command that would hold it. */
  readonly vanished: readonly { readonly flag: string; readonly args: readonly string[] }[];
  /** Why nothing could be compared. */
  readonly problem?: string;
}

/** Compares what a provider can emit with what the installed CLI's own help accepts. Calls no model. */
export async function findDrift(
  provider: Provider,
  installation: Installation,
  { query }: Pick<ProviderContext, 'query'>,
): Promise<DriftReport> {
  const { help } = provider.executable;
  const emitted = await emittedFlags(provider, { executable: installation.path, version: installation.version });
  const facts = {
    provider: provider.id,
    displayName: provider.displayName,
    version: installation.version,
    flags: emitted.size,
  };
  if (help === undefined)
    return { ...facts, vanished: [], problem: 'The provider does not say where the CLI documents its flags.' };
  const texts = await Promise.all(help.commands.map(async (args) => ({ args, ...(await query(args)) })));
  const silent = texts.find(({ stdout, stderr }) => stdout.trim() === '' && stderr.trim() === '');
  if (silent !== undefined) return { ...facts, vanished: [], problem: `"${silent.args.join(' ')}" printed nothing.` };
  const documented = texts.map(({ stdout, stderr }) => `${stdout}\n${stderr}`).join('\n');
  const vanished = [...emitted]
    .filter(([flag]) => !help.hiddenFlags?.includes(flag) && !isDocumented(flag, documented))
    .map(([flag, args]) => ({ flag, args }));
  return { ...facts, vanished };
}

/** The flag stands in the text as a word of its own, not as the beginning of a longer one. */
function isDocumented(flag: string, text: string): boolean {
  return new RegExp(`(?<![\\w-])${flag}(?![\\w-])`).test(text);
}
