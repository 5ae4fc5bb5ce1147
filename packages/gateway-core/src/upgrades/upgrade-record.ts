import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { upgradeUnderWay } from './lock-upgrades.js';
import type { UpgradeReport } from './upgrade-report.js';

/** Keeps the report of a provider's last upgrade, so that it can be looked at by any gateway and at any time. */
export function keepReport(folder: string, report: UpgradeReport): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = reportFile(folder, report.provider);
  writeFileSync(`${file}.new`, JSON.stringify(report, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function lastReport(folder: string, provider: string): UpgradeReport | undefined {
  const report = read(reportFile(folder, provider));
  if (report?.status !== 'running' || upgradeUnderWay(folder)?.provider === provider) return report;
  const message = `The gateway ended before the upgrade of ${report.displayName} did.`;
  return { ...report, status: 'interrupted', message };
}

/** Where the report of a provider's last upgrade lies. */
export function reportFile(folder: string, provider: string): string {
  return path.join(folder, `${provider}.json`);
}

function read(file: string): UpgradeReport | undefined {
  try {
    // Written by this code alone.
    return JSON.parse(readFileSync(file, 'utf8')) as UpgradeReport;
  } catch {
    return undefined; // None has been run, or somebody edited the file.
  }
}
