import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Whether the process with this pid is the supervisor of this job. The job's id stands in its argument list, so neither a
 * re-used pid nor a restart of the machine can be taken for it.
 */
export function isSupervisorAlive(pid: number, jobId: string): boolean {
  return argumentsOf(pid).includes(jobId);
}

function argumentsOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'args=', '-ww', '-p', String(pid)], { encoding: 'utf8', timeout: 5_000 });
  } catch {
    return ''; // No such process.
  }
}
