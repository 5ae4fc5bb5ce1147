import type { Job } from '@llm-gateway/core';

/** What a job is at, in one line for a person: `Sample agent · running tests · 1m 12s`. */
export function progressLine(displayName: string, job: Job, elapsedMs: number): string {
  return [displayName, activity(job, elapsedMs), formatDuration(elapsedMs)].join(' · ');
}

export function formatDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return `${hours}h ${minutes % 60}m`;
  return minutes > 0 ? `${minutes}m ${seconds % 60}s` : `${seconds}s`;
}

function activity({ status, queuePosition, progress }: Job, elapsedMs: number): string {
  if (status !== 'queued') return progress ?? 'working';
  // Every job passes through the queue; only one that stays there is worth the word.
  return queuePosition === undefined || elapsedMs < 1_000 ? 'starting' : `in the queue, place ${queuePosition}`;
}
