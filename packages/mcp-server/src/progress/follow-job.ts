import type { Gateway } from '@llm-gateway/core';
import { progressLine } from './progress-line.js';

export interface FollowOptions {
  readonly gateway: Gateway;
  readonly jobId: string;
  readonly displayName: string;
  /** When the waiting began, on the clock of `performance.now()`. */
  readonly since: number;
  /** Given each line. Not called after `stop()`. */
  readonly say: (line: string) => void;
  /** No two lines come closer together than this, milliseconds. */
  readonly shortestGapMs?: number;
  /** Silence is broken after this, milliseconds. */
  readonly longestGapMs?: number;
}

export interface Follower {
  /** Something happened: a line may be due. */
  touch(): void;
  stop(): void;
}

/** Says in lines what a job is at: the first at once, then whenever something happened, and in silence now and then. */
export function followJob(options: FollowOptions): Follower {
  const { gateway, jobId, displayName, since, say, shortestGapMs = 500, longestGapMs = 10_000 } = options;
  let timer: NodeJS.Timeout | undefined;
  let lastSaidAt = -Infinity;
  let isDue = false;
  let hasStopped = false;

  const schedule = (delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(speak, delayMs);
    timer.unref();
  };

  const speak = (): void => {
    isDue = false;
    lastSaidAt = performance.now();
    gateway.jobs.get(jobId).then(
      (job) => {
        if (hasStopped || job === undefined) return;
        say(progressLine(displayName, job, performance.now() - since));
        if (!isDue) schedule(longestGapMs);
      },
      // Progress is a courtesy: a record that cannot be read now must not end the request.
      () => {
        if (!hasStopped && !isDue) schedule(longestGapMs);
      },
    );
  };

  speak();
  return {
    touch: () => {
      if (isDue || hasStopped) return;
      isDue = true;
      schedule(Math.max(0, lastSaidAt + shortestGapMs - performance.now()));
    },
    stop: () => {
      hasStopped = true;
      clearTimeout(timer);
    },
  };
}
