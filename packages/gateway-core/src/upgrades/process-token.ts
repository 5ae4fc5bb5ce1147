import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What tells a living process from a later one with its pid: when it started. `undefined`: there is no such process. */
export function processToken(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return startTicks(readFileSync(`/proc/${pid}/stat`, 'latin1'));
    process.kill(pid, 0);
    if (process.platform === 'win32') return 'alive';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', timeout: 5_000 }).trim();
  } catch {
    return undefined;
  }
}

/** The 22nd field. The second one is the program's name in brackets and may hold anything. */
function startTicks(stat: string): string | undefined {
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? undefined : fields[18];
}
