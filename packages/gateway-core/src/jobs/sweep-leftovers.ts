import { listJobProcesses, type JobProcesses } from '../process/list-job-processes.js';
import { stopJobProcesses } from '../process/stop-job-processes.js';

/** After its CLI has ended a job gets this long for whatever still writes. */
const GRACE_MS = 2_000;

const waiting = new Set<JobProcesses>();
let timer: NodeJS.Timeout | undefined;

/**
 * Ends what a finished job left running (development servers, shells in sessions of their own). Off the answer's path:
 * jobs that end within the grace are looked at together.
 */
export function sweepLeftovers(job: JobProcesses): void {
  waiting.add(job);
  timer ??= setTimeout(() => void sweepNow(), GRACE_MS).unref();
}

/** Does what is due at once, for a gateway that is about to end. */
export async function sweepNow(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const jobs = [...waiting];
  waiting.clear();
  for (const job of jobs) {
    if ((await listJobProcesses(job)).length > 0) await stopJobProcesses(job);
  }
}
