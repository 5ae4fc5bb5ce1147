import type { Gateway, UsageOfDay } from '@llm-gateway/core';
import type { Terminal } from '../terminal.js';
import { addUp, type Sum } from './add-up.js';
import { usageChart } from './usage-chart.js';

export interface ShowUsageOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly days: number;
  readonly provider?: string;
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;

/** `llm-gateway usage`: tokens and cost by day, provider and model. */
export async function showUsage({ gateway, terminal, days, provider, json }: ShowUsageOptions): Promise<number> {
  const today = new Date();
  const since = dayOf(new Date(today.getTime() - (Math.max(1, days) - 1) * DAY_MS));
  const rows = await gateway.recorder.usage({ since, ...(provider !== undefined && { provider }) });
  if (json) {
    terminal.print(`${JSON.stringify({ since, total: addUp(rows), rows }, undefined, 2)}\n`);
    return 0;
  }
  if (rows.length === 0) {
    terminal.say(`Nothing was asked since ${since}.`);
    return 0;
  }
  const chart = {
    title: `Since ${since} (UTC)`,
    byDay: byDay(rows, today),
    byModel: byModel(rows),
    total: addUp(rows),
  };
  terminal.print(usageChart(chart, { width: process.stdout.columns ?? 80, terminal }));
  return 0;
}

/** From the first day with a request to today; a day without one has its line, or the chart would lie about time. */
function byDay(rows: readonly UsageOfDay[], today: Date): readonly (readonly [string, Sum])[] {
  const first = Date.parse(rows[0]?.day ?? '');
  const count = Math.floor((today.getTime() - first) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = dayOf(new Date(first + index * DAY_MS));
    return [day, addUp(rows.filter((row) => row.day === day))] as const;
  });
}

function byModel(rows: readonly UsageOfDay[]): readonly (readonly [string, Sum])[] {
  const nameOf = ({ provider, model }: UsageOfDay): string => `${provider} ${model ?? '(model not told)'}`;
  const names = [...new Set(rows.map(nameOf))];
  return names
    .map((name) => [name, addUp(rows.filter((row) => nameOf(row) === name))] as const)
    .toSorted(([, one], [, other]) => other.inputTokens + other.outputTokens - one.inputTokens - one.outputTokens);
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
