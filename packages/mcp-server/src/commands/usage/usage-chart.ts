import type { Terminal } from '../terminal.js';
import type { Sum } from './add-up.js';
import { bar } from './bar.js';
import { formatCost, formatCount } from './format-numbers.js';

export interface UsageChart {
  readonly title: string;
  readonly byDay: readonly (readonly [string, Sum])[];
  readonly byModel: readonly (readonly [string, Sum])[];
  readonly total: Sum;
}

interface Look {
  readonly width: number;
  readonly terminal: Pick<Terminal, 'style'>;
}

/** Two bar charts of tokens, by day and by model, with what they cost. */
export function usageChart({ title, byDay, byModel, total }: UsageChart, look: Look): string {
  const { style } = look.terminal;
  const columns = `${'in'.padStart(7)} ${'out'.padStart(7)} ${'cost'.padStart(9)} ${'requests'.padStart(8)}`;
  const labelWidth = Math.min(Math.max(...[...byDay, ...byModel].map(([label]) => label.length)), 40);
  const barWidth = Math.max(10, Math.min(look.width, 120) - labelWidth - columns.length - 4);
  const chart = (rows: UsageChart['byDay']): string => {
    const max = Math.max(...rows.map(([, sum]) => tokens(sum)));
    return rows
      .map(([label, sum]) => {
        const drawn = style('cyan', bar(tokens(sum), { max, width: barWidth }));
        return `${clip(label, labelWidth)}  ${drawn}  ${numbers(sum)}\n`;
      })
      .join('');
  };
  const head = `${style('bold', title.padEnd(labelWidth + barWidth + 4).slice(0, labelWidth + barWidth + 4))}${style('dim', columns)}\n`;
  const sum = `${style('bold', clip('total', labelWidth))}  ${''.padEnd(barWidth)}  ${style('bold', numbers(total))}\n`;
  return [head, chart(byDay), '\n', chart(byModel), '\n', sum].join('');
}

function tokens({ inputTokens, outputTokens }: Sum): number {
  return inputTokens + outputTokens;
}

function numbers({ inputTokens, outputTokens, costUsd, requests }: Sum): string {
  const cost = costUsd === undefined ? '–' : formatCost(costUsd);
  return [
    formatCount(inputTokens).padStart(7),
    formatCount(outputTokens).padStart(7),
    cost.padStart(9),
    String(requests).padStart(8),
  ].join(' ');
}

function clip(label: string, width: number): string {
  return label.length <= width ? label.padEnd(width) : `${label.slice(0, width - 1)}…`;
}
