import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { JOB_MARKER } from './supervisor-script.js';

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** The id of the job whose marker the process carries, where the system lets it be read. */
  readonly job?: string;
}

/** What is known of a job's processes. */
export interface JobProcesses {
  readonly jobId: string;
  /** The shell that the gateway started. */
  readonly supervisor?: number | undefined;
  /** The supervisor's own watch over the time cap. */
  readonly watch?: number | undefined;
}

/**
 * The living processes of a job, the supervisor and its watch left out: its descendants by parentage, the members of its
 * process group, and whatever carries its marker. What carries another job's marker belongs to that job, though it
 * descends from this one (an agent that asked the gateway for another agent).
 */
export async function listJobProcesses({ jobId, supervisor, watch }: JobProcesses): Promise<readonly number[]> {
  const rows = await listProcesses();
  const found = new Set<number>();
  const isSpared = (row: ProcessRow): boolean =>
    row.pid === supervisor ||
    (watch !== undefined && (row.pid === watch || row.parent === watch)) ||
    (row.job !== undefined && row.job !== jobId);
  const add = (row: ProcessRow): void => {
    if (found.has(row.pid) || isSpared(row)) return;
    found.add(row.pid);
    for (const child of rows) if (child.parent === row.pid) add(child);
  };
  for (const row of rows) {
    const isOurs = supervisor !== undefined && (row.parent === supervisor || row.group === supervisor);
    if (row.job === jobId || isOurs) add(row);
  }
  return [...found];
}

function listProcesses(): Promise<readonly ProcessRow[]> {
  if (process.platform === 'linux') return readProcFolder();
  return new Promise((resolve) => {
    execFile('ps', ['-axo', 'pid=,ppid=,pgid='], { timeout: 5_000, maxBuffer: 16 * 1024 * 1024 }, (error, stdout) => {
      resolve(error === null ? stdout.split('\n').flatMap(parseRow) : []);
    });
  });
}

function parseRow(line: string): ProcessRow[] {
  const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
  return pid && parent !== undefined && group !== undefined ? [{ pid, parent, group }] : [];
}

async function readProcFolder(): Promise<readonly ProcessRow[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(names.map((name) => readProcess(Number(name))));
  return rows.filter((row) => row !== undefined);
}

async function readProcess(pid: number): Promise<ProcessRow | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const job = await readMarker(pid);
    return { pid, parent: Number(parent), group: Number(group), ...(job === undefined ? {} : { job }) };
  } catch {
    return undefined; // It ended meanwhile.
  }
}

async function readMarker(pid: number): Promise<string | undefined> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1');
    const prefix = `${JOB_MARKER}=`;
    return environment
      .split('\0')
      .find((entry) => entry.startsWith(prefix))
      ?.slice(prefix.length);
  } catch {
    return undefined; // Another user's process.
  }
}
