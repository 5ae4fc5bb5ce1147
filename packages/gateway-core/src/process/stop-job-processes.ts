import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { listJobProcesses, type JobProcesses } from './list-job-processes.js';

/** Between TERM and KILL. Some CLIs need 1.4 s to stop their own shell on TERM, and a KILL leaves that shell running. */
export const STOP_GRACE_MS = 5_000;

/**
 * Ends every process of a job and resolves when none is left: TERM, then KILL after `graceMs`, descendants that left the
 * process group or ignore TERM included. The supervisor is not touched, so that it can write down the end.
 */
export async function stopJobProcesses(job: JobProcesses, graceMs: number = STOP_GRACE_MS): Promise<void> {
  if (process.platform === 'win32') return stopWindowsTree(job.supervisor);
  const deadline = performance.now() + graceMs;
  const warned = new Set<number>();
  for (let pause = 10; ; pause = Math.min(pause * 2, 200)) {
    const living = await listJobProcesses(job);
    if (living.length === 0) return;
    if (performance.now() >= deadline) break;
    // A process that appeared meanwhile gets its own TERM; one that was told is not told again.
    for (const pid of living) if (!warned.has(pid)) signal(pid, 'SIGTERM');
    for (const pid of living) warned.add(pid);
    await delay(pause);
  }
  for (let round = 0; round < 200; round += 1) {
    const living = await listJobProcesses(job);
    if (living.length === 0) return;
    for (const pid of living) signal(pid, 'SIGKILL');
    await delay(10);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

/** Windows has no groups to signal: `taskkill` walks the tree, which must still hang together. */
function stopWindowsTree(root: number | undefined): Promise<void> {
  if (root === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    execFile('taskkill', ['/T', '/F', '/PID', String(root)], () => resolve());
  });
}
