import type { ApprovalDecision, RequestPlan } from '@llm-gateway/core';
import type { Terminal } from './terminal.js';

/** A dry run for a person: one line for each thing that would be decided. */
export function showPlan(plan: RequestPlan, { style }: Pick<Terminal, 'style'>): string {
  const { command, installation, session, warnings, folder } = plan;
  const rows: readonly (readonly [string, string])[] = [
    ['command', [command.file, ...command.args].map(quote).join(' ')],
    ['stdin', `${Buffer.byteLength(command.stdin ?? '')} bytes`],
    ['folder', plan.cwd],
    ['permission', plan.permission],
    ['session', session.nativeId === undefined ? session.kind : `${session.kind} ${session.nativeId}`],
    ...(plan.model === undefined ? [] : [['model', plan.model] as const]),
    ['version', installation.version],
    [
      'from the folder',
      folder === undefined
        ? 'not said'
        : Object.entries(folder)
            .map(([what, how]) => `${what} ${how}`)
            .join(', '),
    ],
    ['time', `at most ${Math.round(plan.timeoutMs / 1_000)} s`],
    ...(plan.depth > 1 ? [['depth', `agent ${plan.depth} in a chain`] as const] : []),
    ...(plan.approval === undefined ? [] : [['approval', approvalLine(plan.approval)] as const]),
    ...warnings.map(({ message }) => ['warning', message] as const),
  ];
  return rows.map(([name, value]) => `${style('dim', name.padEnd(16))}${value}\n`).join('');
}

function approvalLine({ status, score, maxScore, policy, reasons }: ApprovalDecision): string {
  return [`${status}: ${score} of ${maxScore} (${policy})`, ...reasons].join('; ');
}

/** A word as a shell takes it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
