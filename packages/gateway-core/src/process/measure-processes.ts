import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface ProcessMeasure {
  /** Resident memory of all of them, bytes. Shared pages count for each. */
  readonly memoryBytes: number;
  /** Processor time that they have used, seconds. */
  readonly cpuSeconds: number;
}

/** What processes use together. Those that have ended count for nothing. */
export async function measureProcesses(pids: readonly number[]): Promise<ProcessMeasure> {
  const measures = process.platform === 'linux' ? await Promise.all(pids.map(readLinux)) : await askPs(pids);
  return {
    memoryBytes: measures.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    cpuSeconds: Math.round(measures.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) * 100) / 100,
  };
}

const NOTHING: ProcessMeasure = { memoryBytes: 0, cpuSeconds: 0 };
/** Linux counts processor time in ticks of 10 ms on every platform that Node.js runs on. */
const TICKS_PER_SECOND = 100;

async function readLinux(pid: number): Promise<ProcessMeasure> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0;
    return {
      memoryBytes: Number(kilobytes) * 1024,
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    };
  } catch {
    return NOTHING;
  }
}

function askPs(pids: readonly number[]): Promise<readonly ProcessMeasure[]> {
  if (pids.length === 0) return Promise.resolve([]);
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=,cputime=', '-p', pids.join(',')], { timeout: 5_000 }, (error, stdout) => {
      resolve(error === null ? stdout.trim().split('\n').map(parseRow) : []);
    });
  });
}

function parseRow(line: string): ProcessMeasure {
  const [kilobytes = '0', time = '0'] = line.trim().split(/\s+/);
  const cpuSeconds = time.split(/[:-]/).reduce((seconds, part) => seconds * 60 + Number(part), 0);
  return { memoryBytes: Number(kilobytes) * 1024, cpuSeconds };
}
