import type { Job, JobResult } from '@llm-gateway/core';

/** A finished job, as the record has it. */
export function testJob(changes: Partial<JobResult> = {}): JobResult {
  const job: Job = {
    id: 'job-1',
    provider: 'some-agent',
    status: 'completed',
    correlationId: 'call-1',
    cwd: '/work/project',
    createdAt: '2026-11-22T10:00:00.000Z',
    startedAt: '2026-11-22T10:00:00.000Z',
    finishedAt: '2026-11-22T10:01:12.000Z',
    durationMs: 72_000,
    exitCode: 0,
    exited: true,
    sessionId: 'session-1',
    model: 'some-model',
    usage: { inputTokens: 1_200, outputTokens: 34, cachedInputTokens: 1_000, costUsd: 0.0123 },
    stdoutBytes: 2_048,
    stderrBytes: 0,
    outputTruncated: false,
    attempts: 1,
    warnings: [],
  };
  return { ...job, answer: 'All is well.', answerBytes: 12, ...changes };
}
