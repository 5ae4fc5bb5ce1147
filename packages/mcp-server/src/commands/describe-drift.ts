import type { DriftReport } from '@llm-gateway/core';
import type { Terminal } from './terminal.js';

/** How providers and installed CLIs have grown apart, for a person: the summary first. */
export function describeDrift(reports: readonly DriftReport[], { style }: Pick<Terminal, 'style'>): string {
  const width = Math.max(0, ...reports.map(({ displayName }) => displayName.length));
  return [
    style('bold', summary(reports)),
    '',
    ...reports.flatMap((report) => describeReport(report, { width, style })),
    ...(hasDrifted(reports) ? ['', 'A newer llm-gateway may know what has replaced them.'] : []),
    '',
  ].join('\n');
}

export function hasDrifted(reports: readonly DriftReport[]): boolean {
  return reports.some(({ vanished }) => vanished.length > 0);
}

function summary(reports: readonly DriftReport[]): string {
  const compared = reports.filter(({ problem }) => problem === undefined);
  if (compared.length === 0) return 'No agent is installed whose flags could be compared.';
  const drifted = compared.filter(({ vanished }) => vanished.length > 0);
  const agents = `${compared.length} ${compared.length === 1 ? 'agent' : 'agents'}`;
  if (drifted.length === 0) return `${agents} compared: every flag that is sent is still known.`;
  const flags = drifted.reduce((count, { vanished }) => count + vanished.length, 0);
  const names = drifted.map(({ displayName }) => displayName).join(', ');
  return `${agents} compared: ${flags} ${flags === 1 ? 'flag has' : 'flags have'} vanished from ${names}.`;
}

function describeReport(
  { displayName, version, flags, vanished, problem }: DriftReport,
  { width, style }: Pick<Terminal, 'style'> & { width: number },
): readonly string[] {
  const name = displayName.padEnd(width);
  if (problem !== undefined) return [`${style('dim', '-')} ${name}  ${problem}`];
  if (vanished.length === 0) return [`${style('green', '✓')} ${name}  ${version}  ${flags} flags`];
  return [
    `${style('red', '✗')} ${name}  ${version}  ${vanished.length} of ${flags} flags vanished`,
    ...vanished.map(({ flag, args }) => `    ${style('bold', flag)}  ${style('dim', `in: ${args.join(' ')}`)}`),
  ];
}
