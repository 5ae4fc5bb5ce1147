import { expect, test } from 'vitest';
import { testJob } from '../../testing/test-job.js';
import { howLongAgo, jobTable } from './list-jobs.js';

const now = Date.parse('2026-11-22T10:05:00.000Z');
const error = { category: 'rate_limited', message: 'Too many.', retryable: true } as const;
const jobs = [
  testJob({
    id: 'job-4',
    status: 'running',
    createdAt: '2026-11-22T10:04:40.000Z',
    progress: 'shell: npm test -- --watch',
  }),
  testJob({ id: 'job-3', status: 'canceled', error: { ...error, category: 'canceled' } }),
  testJob({ id: 'job-2', provider: 'other', status: 'failed', error, cwd: '/work/other-project' }),
  testJob({ id: 'job-1', createdAt: '2026-11-20T10:00:00.000Z', deduplicatedFrom: 'job-0' }),
];
const table = (width?: number) => jobTable(jobs, { style: (_format, text) => text, now, width });

test('jobs are a table that is as wide as it needs to be', () => {
  expect(table()).toMatchInlineSnapshot(`
    "JOB    AGENT       STATUS            ASKED    TOOK  FOLDER
    job-4  some-agent  ● running           now  1m 12s  project        shell: npm test -- --watch
    job-3  some-agent  ■ canceled       5m ago  1m 12s  project
    job-2  other       ✗ failed         5m ago  1m 12s  other-project  rate_limited
    job-1  some-agent  ✓ completed  2026-11-20  1m 12s  project        answer of job-0
    "
  `);
});

test('in a narrow terminal the end of a line goes, and what would be no use', () => {
  expect(table(76)).toMatchInlineSnapshot(`
    "JOB    AGENT       STATUS            ASKED    TOOK  FOLDER
    job-4  some-agent  ● running           now  1m 12s  project
    job-3  some-agent  ■ canceled       5m ago  1m 12s  project
    job-2  other       ✗ failed         5m ago  1m 12s  other-project
    job-1  some-agent  ✓ completed  2026-11-20  1m 12s  project
    "
  `);
  expect(table(60)).toMatchInlineSnapshot(`
    "JOB    AGENT       STATUS            ASKED  TOOK
    job-4  some-agent  ● running           now  1m 12s
    job-3  some-agent  ■ canceled       5m ago  1m 12s
    job-2  other       ✗ failed         5m ago  1m 12s
    job-1  some-agent  ✓ completed  2026-11-20  1m 12s
    "
  `);
});

test('how long ago something was is said as a person would', () => {
  const ago = (minutes: number) => howLongAgo(new Date(now - minutes * 60_000).toISOString(), now);
  expect([0.5, 5, 65, 60 * 30].map(ago)).toEqual(['now', '5m ago', '1h ago', '2026-11-21']);
});
