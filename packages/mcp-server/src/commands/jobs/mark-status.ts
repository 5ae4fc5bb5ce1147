import type { JobStatus } from '@llm-gateway/core';

const MARKS = { queued: '○', running: '●', completed: '✓', failed: '✗', canceled: '■', orphaned: '?' } as const;

export const STATUS_COLORS = {
  queued: 'cyan',
  running: 'cyan',
  completed: 'green',
  failed: 'red',
  canceled: 'yellow',
  orphaned: 'yellow',
} as const;

/** A status that is told apart at a glance without colours, too. */
export function markStatus(status: JobStatus): string {
  return `${MARKS[status]} ${status}`;
}
