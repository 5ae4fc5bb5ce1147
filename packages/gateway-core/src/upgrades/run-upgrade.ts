import { randomUUID } from 'node:crypto';
import { accessSync, constants, rmSync } from 'node:fs';
import path from 'node:path';
import { GatewayError, isGatewayError } from '../errors.js';
import { isOlder, parseVersion } from '../process/inspect-installation.js';
import { runQuery } from '../process/run-query.js';
import type { ExecutableFacts, Provider } from '../provider.js';
import { redact } from '../recorder/redact.js';
import { findProgram, type ReadyCommand } from './find-program.js';
import { lockUpgrades, type UpgradeLock } from './lock-upgrades.js';
import { runUpgradeCommand, type UpgradeRunEnd } from './run-upgrade-command.js';
import { keepReport, reportFile } from './upgrade-record.js';
import type { PlannedCommand, UpgradeOptions, UpgradeReport } from './upgrade-report.js';

export interface PlannedUpgrade {
  readonly provider: Provider;
  readonly plan: UpgradeReport;
  /** Where locks, reports and running commands are kept. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly options: UpgradeOptions;
}

/** Runs what was planned, then asks the CLI itself what came of it. Throws what keeps it from starting. */
export async function runUpgrade(upgrade: PlannedUpgrade): Promise<UpgradeReport> {
  const { provider, plan, folder, env } = upgrade;
  const commands = plan.commands.map((command) => ready(command, env));
  const startedAt = new Date().toISOString();
  const runId = randomUUID();
  const lock = lockUpgrades(folder, { provider: provider.id, target: plan.target, startedAt, runId });
  try {
    // What a gateway that died left of its run.
    rmSync(path.join(folder, 'jobs'), { recursive: true, force: true });
    keepReport(folder, { ...plan, status: 'running', message: `${plan.displayName} is being upgraded.`, startedAt });
    const since = performance.now();
    const { output, ...end } = await runCommands(commands, { upgrade, runId, lock });
    const to = await askVersion(plan.path, provider.executable, { env, cwd: folder });
    const report: UpgradeReport = {
      ...plan,
      ...judge(plan, { end, to, executable: provider.executable, outputFile: reportFile(folder, provider.id) }),
      startedAt,
      durationMs: Math.round(performance.now() - since),
      exitCode: end.exitCode,
      output,
      ...(to !== undefined && { to }),
    };
    keepReport(folder, report);
    return report;
  } finally {
    lock.release();
  }
}

/** A command as a person would type it. */
function commandLine({ file, args, env = {} }: PlannedCommand): string {
  const variables = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return [...variables, file, ...args].map((word) => (/[\s"'$`\\]/.test(word) ? `'${word}'` : word)).join(' ');
}

function ready(command: PlannedCommand, env: Readonly<Record<string, string>>): ReadyCommand {
  const found = findProgram(command, env);
  if (found !== undefined) return found;
  throw new GatewayError('spawn_error', `Cannot find "${command.file}", which the upgrade needs.`, {
    hint: `Install it, or run it where it is: ${commandLine(command)}`,
  });
}

const DEFAULT_TIMEOUT_MS = 600_000;
const KEPT_CHARS = 64 * 1024;

interface Ended extends UpgradeRunEnd {
  /** The one that was the last. */
  readonly command: string;
}

async function runCommands(
  commands: readonly ReadyCommand[],
  { upgrade, runId, lock }: { readonly upgrade: PlannedUpgrade; readonly runId: string; readonly lock: UpgradeLock },
): Promise<Ended & { readonly output: string }> {
  const { folder, options } = upgrade;
  const { timeoutMs = DEFAULT_TIMEOUT_MS, signal, onOutput } = options;
  const deadline = performance.now() + timeoutMs;
  let output = '';
  let end: Ended = { exitCode: 0, command: '' };
  for (const command of commands) {
    const started = await runUpgradeCommand({
      command,
      folder,
      runId,
      cwd: folder,
      timeoutMs: Math.max(1, deadline - performance.now()),
      onStart: (pid) => lock.follow(pid),
      onOutput: (text) => {
        output = (output + text).slice(-2 * KEPT_CHARS);
        onOutput?.(text);
      },
      signal,
    }).catch((error: unknown) => {
      if (!isGatewayError(error)) throw error;
      output += `${error.message}\n`;
      return { exitCode: null };
    });
    end = { ...started, command: path.basename(command.file) };
    if (end.exitCode !== 0) break;
  }
  return { ...end, output: redact(output).slice(-KEPT_CHARS) };
}

/** What the program itself says now. No cache is asked, and an ill-tempered exit counts as no answer. */
async function askVersion(
  file: string,
  { versionArgs = ['--version'] }: ExecutableFacts,
  { env, cwd }: { readonly env: Readonly<Record<string, string>>; readonly cwd: string },
): Promise<string | undefined> {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    return undefined;
  }
  const { exitCode, stdout, stderr } = await runQuery({ file, args: versionArgs, env, cwd });
  return exitCode === 0 ? (parseVersion(stdout) ?? parseVersion(stderr)) : undefined;
}

interface Outcome {
  readonly end: Ended;
  readonly to: string | undefined;
  readonly executable: ExecutableFacts;
  readonly outputFile: string;
}

type Judgement = Pick<UpgradeReport, 'status' | 'message' | 'hint' | 'warnings'>;

function judge(plan: UpgradeReport, { end, to, executable, outputFile }: Outcome): Judgement {
  const { displayName, from, target, path: file } = plan;
  const fault = faultOf(end);
  if (to === undefined) {
    const cause = fault === undefined ? `after the upgrade from ${from}` : `and ${fault}`;
    return {
      status: 'broken',
      message: `${displayName} does not tell its version any more, ${cause}.`,
      hint: `Go back: ${wayBackLine(plan, executable)}`,
      warnings: [],
    };
  }
  const { minVersion } = executable;
  const isTooOld = minVersion !== undefined && isOlder(to, minVersion);
  const warnings = isTooOld ? [`The gateway needs ${minVersion} at least and will refuse to ask ${to}.`] : [];
  if (fault !== undefined) {
    const message = `${displayName} ${to === from ? 'is still' : 'is now'} ${to}, but ${fault}.`;
    return { status: 'failed', message, hint: `Read what it printed: ${outputFile}`, warnings };
  }
  if (parseVersion(target) === target && to !== target) {
    const message = `The commands ended well, but "${file}" is ${to} and not ${target}.`;
    return { status: 'failed', message, hint: 'Another copy may have been upgraded: llm-gateway versions', warnings };
  }
  if (to === from) return { status: 'unchanged', message: `${displayName} is ${to}, as before.`, warnings };
  return { status: 'upgraded', message: `${displayName} ${from} → ${to}.`, warnings };
}

function faultOf({ exitCode, stopped, command }: Ended): string | undefined {
  if (stopped === 'timeout') return `"${command}" took too long and was stopped`;
  if (stopped === 'canceled') return `"${command}" was stopped`;
  if (exitCode === null) return `"${command}" could not be run to its end`;
  return exitCode === 0 ? undefined : `"${command}" ended with exit code ${exitCode}`;
}

/** A CLI that upgrades itself cannot be asked to go back when it is broken; then installing it anew is the way. */
function wayBackLine({ wayBack, path: file }: UpgradeReport, { installHint }: ExecutableFacts): string {
  const canRun = wayBack.length > 0 && wayBack.every((command) => command.file !== file);
  return canRun ? wayBack.map(commandLine).join(' && ') : installHint;
}
