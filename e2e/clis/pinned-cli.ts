import { readFileSync } from 'node:fs';

/** The CLIs of the test bed. The name is also the name of the executable. */
export type CliId = 'claude' | 'codex' | 'gemini' | 'grok';

export const cliIds: readonly CliId[] = ['claude', 'codex', 'gemini', 'grok'];

export interface PinnedCli {
  readonly package: string;
  readonly version: string;
}

/** Which npm package, at which version, stands for this CLI. `versions.json` is the only place that says so. */
export function pinnedCli(id: CliId): PinnedCli {
  // The file is ours and lies beside this one; a test run with a broken copy stops at the install step.
  const pins = JSON.parse(readFileSync(new URL('versions.json', import.meta.url), 'utf8')) as Record<CliId, PinnedCli>;
  return pins[id];
}

export function isCliId(value: string): value is CliId {
  return cliIds.some((id) => id === value);
}
