import type { CliVersion, UpgradeReport } from '@llm-gateway/core';

const OUTPUT_CHARS = 4_000;

/** An upgrade as tools show it, with the end of what its commands printed. */
export function describeUpgrade({ output, ...report }: UpgradeReport): Record<string, unknown> {
  return {
    success: hasWorked(report),
    cli: report.provider,
    ...report,
    ...(output !== undefined && { output: output.slice(-OUTPUT_CHARS) }),
  };
}

/** A version as tools show it. What the last upgrade printed is left out. */
export function describeVersion({ lastUpgrade, ...version }: CliVersion): Record<string, unknown> {
  if (lastUpgrade === undefined) return { cli: version.provider, ...version };
  const { status, target, message, hint, from, to, startedAt } = lastUpgrade;
  return {
    cli: version.provider,
    ...version,
    lastUpgrade: { status, target, message, hint, from, to, startedAt },
  };
}

/** Whether what was asked for has come about, as far as it was asked for. */
export function hasWorked({ status }: Pick<UpgradeReport, 'status'>): boolean {
  return status !== 'failed' && status !== 'broken' && status !== 'interrupted';
}
