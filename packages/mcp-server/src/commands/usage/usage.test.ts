import { expect, test } from 'vitest';
import { addUp, type Sum } from './add-up.js';
import { bar } from './bar.js';
import { formatCost, formatCount } from './format-numbers.js';
import { usageChart } from './usage-chart.js';

test('numbers are as short as they are told apart by', () => {
  expect([0, 999, 1_000, 9_949, 9_950, 34_400, 999_499, 999_500, 5_600_000, 2e9].map(formatCount)).toEqual([
    '0',
    '999',
    '1.0k',
    '9.9k',
    '10k',
    '34k',
    '999k',
    '1.0M',
    '5.6M',
    '2.0G',
  ]);
  expect([0, 0.0012, 0.5, 1, 1_234.567].map(formatCost)).toEqual(['$0.00', '$0.0012', '$0.5000', '$1.00', '$1234.57']);
});

test('a bar is exact to an eighth of a character, and shows the least there is', () => {
  const draw = (value: number): string => bar(value, { max: 80, width: 10 });
  expect([0, 0.1, 1, 12, 40, 80].map(draw)).toEqual([
    '          ',
    '▏         ',
    '▏         ',
    '█▌        ',
    '█████     ',
    '██████████',
  ]);
});

test('days and models are drawn to one scale each, as wide as the terminal', () => {
  const sum = (inputTokens: number, costUsd?: number): Sum => ({
    requests: 2,
    inputTokens,
    outputTokens: 10,
    cachedInputTokens: 0,
    ...(costUsd !== undefined && { costUsd }),
  });
  const text = usageChart(
    {
      title: 'Since 2026-11-20 (UTC)',
      byDay: [
        ['2026-11-20', sum(12_000, 0.25)],
        ['2026-11-21', sum(0)],
        ['2026-11-22', sum(6_000, 1.5)],
      ],
      byModel: [['some-agent some-model', sum(18_000, 1.75)]],
      total: sum(18_000, 1.75),
    },
    { width: 80, terminal: { style: (_style, words) => words } },
  );
  expect(text).toMatchInlineSnapshot(`
    "Since 2026-11-20 (UTC)                             in     out      cost requests
    2026-11-20             █████████████████████      12k      10   $0.2500        2
    2026-11-21             ▏                            0      10         –        2
    2026-11-22             ██████████▌               6.0k      10     $1.50        2

    some-agent some-model  █████████████████████      18k      10     $1.75        2

    total                                             18k      10     $1.75        2
    "
  `);
});

test('what nobody told the cost of has none', () => {
  const row = { day: '2026-11-22', provider: 'some-agent', requests: 1, runs: 1, completed: 1, failed: 0 };
  const used = { ...row, inputTokens: 1, outputTokens: 2, cachedInputTokens: 0, durationMs: 3 };
  expect(addUp([used])).not.toHaveProperty('costUsd');
  expect(addUp([used, { ...used, costUsd: 0.5 }])).toMatchObject({ requests: 2, inputTokens: 2, costUsd: 0.5 });
});
