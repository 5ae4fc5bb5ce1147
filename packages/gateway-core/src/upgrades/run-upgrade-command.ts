import { rmSync } from 'node:fs';
import { followOutput } from '../jobs/follow-output.js';
import { createSpool, readExit, readPids, spoolOf } from '../jobs/spool.js';
import { startSupervised } from '../process/start-supervised.js';
import { stopJobProcesses } from '../process/stop-job-processes.js';
import type { ReadyCommand } from './find-program.js';

export interface UpgradeRun {
  readonly command: ReadyCommand;
  /** Where the run keeps its files while it goes on. */
  readonly folder: string;
  readonly runId: string;
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly onStart: (pid: number) => void;
  readonly onOutput: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface UpgradeRunEnd {
  /** `null`: it was stopped. */
  readonly exitCode: number | null;
  readonly stopped?: 'timeout' | 'canceled';
}

/**
 * Runs one command to its end. It runs as jobs do, under a supervisor and with files for its output: half an upgrade is
 * worse than none, so the death of the gateway must not end it.
 */
export async function runUpgradeCommand(run: UpgradeRun): Promise<UpgradeRunEnd> {
  const { command, folder, runId, cwd, timeoutMs, onStart, onOutput, signal } = run;
  const spool = spoolOf(folder, runId);
  createSpool(spool, {});
  try {
    const capSeconds = Math.ceil(timeoutMs / 1_000) + 10;
    const { pid, ended } = await startSupervised({ jobId: runId, folder: spool.folder, ...command, cwd, capSeconds });
    onStart(pid);
    const followers = [spool.stdout, spool.stderr].map((file) => followOutput(file));
    const reading = followers.map(async ({ chunks }) => {
      const decoder = new TextDecoder();
      for await (const chunk of chunks()) onOutput(decoder.decode(chunk, { stream: true }));
    });
    const stopped = await firstOf(ended, { timeoutMs, signal });
    if (stopped !== undefined) await stopJobProcesses({ jobId: runId, supervisor: pid, ...readPids(spool) });
    await ended;
    for (const { finish } of followers) finish();
    await Promise.all(reading);
    return stopped === undefined ? { exitCode: readExit(spool) ?? null } : { exitCode: null, stopped };
  } finally {
    rmSync(spool.folder, { recursive: true, force: true });
  }
}

async function firstOf(
  ended: Promise<void>,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): Promise<UpgradeRunEnd['stopped']> {
  if (signal?.aborted) return 'canceled';
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => {};
  try {
    return await Promise.race([
      ended.then(() => undefined),
      new Promise<'timeout'>((resolve) => {
        timer = setTimeout(() => resolve('timeout'), timeoutMs);
      }),
      new Promise<'canceled'>((resolve) => {
        onAbort = () => resolve('canceled');
        signal?.addEventListener('abort', onAbort);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
