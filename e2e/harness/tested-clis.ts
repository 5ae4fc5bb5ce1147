import { existsSync } from 'node:fs';
import { cliIds, type CliId } from '../clis/pinned-cli.ts';

/** The CLIs that have a provider package, or those that `E2E_CLIS=claude,codex` names. */
export function testedClis(): readonly CliId[] {
  const wanted = process.env['E2E_CLIS']?.split(',');
  return cliIds.filter((id) =>
    wanted === undefined
      ? existsSync(new URL(`../../packages/provider-${id}/dist/index.js`, import.meta.url))
      : wanted.includes(id),
  );
}
