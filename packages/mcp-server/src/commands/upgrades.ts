import type { CliVersion, Gateway, PlannedCommand, UpgradeReport } from '@llm-gateway/core';
import { describeUpgrade, describeVersion, hasWorked } from '../replies/describe-upgrade.js';
import { quote } from './show-plan.js';
import type { Terminal } from './terminal.js';
import { whenInterrupted } from './when-interrupted.js';

interface VersionsOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly provider?: string;
  readonly json?: boolean;
  readonly offline?: boolean;
}

/** `llm-gateway versions`: what is installed, and what is newer. */
export async function listVersions({ gateway, terminal, provider, json, offline }: VersionsOptions): Promise<number> {
  const versions = await gateway.versions(provider, { checkNewest: !offline });
  if (json) terminal.print(`${JSON.stringify({ versions: versions.map(describeVersion) }, undefined, 2)}\n`);
  else {
    const width = Math.max(0, ...versions.map(({ displayName }) => displayName.length));
    terminal.print(versions.flatMap((version) => showVersion(version, width, terminal)).join(''));
  }
  return 0;
}

interface UpgradeCommandOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly provider: string;
  readonly target?: string;
  readonly run?: boolean;
  readonly json?: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
}

/** `llm-gateway upgrade`: shows what would be run, or runs it with its output on stderr. */
export async function upgrade(options: UpgradeCommandOptions): Promise<number> {
  const { gateway, terminal, provider, target, run = false, json, timeout } = options;
  const stop = new AbortController();
  const interruption = whenInterrupted(terminal, async () => stop.abort());
  try {
    const report = await gateway.upgrade(provider, target, {
      dryRun: !run,
      signal: stop.signal,
      onOutput: (text) => process.stderr.write(text),
      ...(timeout !== undefined && { timeoutMs: timeout }),
    });
    for (const warning of report.warnings) terminal.say(`${terminal.styleError('yellow', 'Warning')} ${warning}`);
    if (json) terminal.print(`${JSON.stringify(describeUpgrade(report), undefined, 2)}\n`);
    else if (hasWorked(report)) terminal.print(showReport(report, terminal));
    if (!hasWorked(report)) terminal.sayError(report);
    return interruption.exitCode() ?? (hasWorked(report) ? 0 : 1);
  } finally {
    interruption.end();
  }
}

const MARKS = { yes: ['yellow', '↑'], no: ['green', '✓'], unknown: ['dim', '·'] } as const;

function showVersion(version: CliVersion, width: number, { style }: Pick<Terminal, 'style'>): readonly string[] {
  const { displayName, provider, updateAvailable, newest = '', problem, hint, lastUpgrade } = version;
  const [color, mark] = problem === undefined ? MARKS[updateAvailable] : (['red', '✗'] as const);
  const news = { yes: `${newest} is out`, no: 'the newest', unknown: 'newest not known' }[updateAvailable];
  const facts = version.installed ? [version.version, news, version.installMethod, version.path] : [];
  const isWorthSaying = lastUpgrade !== undefined && (!hasWorked(lastUpgrade) || lastUpgrade.status === 'running');
  const remarks = [
    ...(hint === undefined ? [] : [hint]),
    ...(isWorthSaying ? [`Last upgrade: ${lastUpgrade.message}`, ...(lastUpgrade.hint ? [lastUpgrade.hint] : [])] : []),
    ...(updateAvailable === 'yes' && version.canUpgrade ? [`llm-gateway upgrade ${provider} --run`] : []),
  ];
  const line = [`${style(color, mark)} ${displayName.padEnd(width)}`, style('dim', provider), ...facts, problem];
  return [
    `${line.filter((part) => part !== undefined).join('  ')}\n`,
    ...remarks.map((remark) => `  ${style('dim', remark)}\n`),
  ];
}

function showReport(report: UpgradeReport, { style }: Pick<Terminal, 'style'>): string {
  const { message, status, commands, wayBack, note, path, installMethod, provider, target } = report;
  if (status !== 'planned' && status !== 'manual') return `${message}\n`;
  const rows: readonly (readonly [string, string])[] = [
    ['installed', `${path} (${installMethod})`],
    ...commands.map((command) => ['command', showCommand(command)] as const),
    ...wayBack.map((command) => ['way back', showCommand(command)] as const),
    ...(note === undefined ? [] : [['note', note] as const]),
    ...(status === 'planned' ? [['run it', `llm-gateway upgrade ${provider} ${target} --run`] as const] : []),
  ];
  return `${message}\n${rows.map(([name, value]) => `${style('dim', name.padEnd(11))}${value}\n`).join('')}`;
}

function showCommand({ file, args }: PlannedCommand): string {
  return [file, ...args].map(quote).join(' ');
}
