import { setTimeout as delay } from 'node:timers/promises';
import type { AgentEvent, Provider } from '../provider.js';
import { followOutput, splitLines } from './follow-output.js';
import { hasEnded } from './job.js';
import type { RequestRow } from './job-store.js';
import { readRunRecord, runRecordTime } from './run-record.js';
import { fileBytes, spoolOf, type Spool } from './spool.js';

/** How often the job is looked at, which may be another gateway's. Its output is looked at more often. */
const POLL_MS = 200;

export interface FollowedJob {
  readonly home: string;
  readonly provider: Provider;
  /** The job as it is now. */
  row(): Promise<RequestRow>;
}

/** What an agent does, from the first byte of its output to the end of the job, whichever gateway runs it. */
export async function* followEvents(job: FollowedJob): AsyncGenerator<AgentEvent> {
  let followed: number | undefined;
  for (;;) {
    const row = await job.row();
    // One that joined another's run has no output of its own.
    const spool = spoolOf(job.home, row.deduplicated_from ?? row.id);
    // Written when a try begins, just after its output has been made empty, and gone with the job's end. So it tells one
    // try from the next.
    const attempt = runRecordTime(spool);
    if (attempt !== undefined && attempt !== followed) {
      followed = attempt;
      yield* followAttempt(job, spool, attempt);
    } else if (hasEnded(row)) {
      if (followed === undefined && fileBytes(spool.stdout) > 0) yield* followAttempt(job, spool, attempt);
      return;
    } else {
      await delay(POLL_MS);
    }
  }
}

async function* followAttempt(job: FollowedJob, spool: Spool, attempt: number | undefined): AsyncGenerator<AgentEvent> {
  const facts = readRunRecord(spool)?.facts;
  const output = followOutput(spool.stdout);
  const watching = new AbortController();
  // A record that cannot be read now is met again, and thrown, by the caller's own look at the job.
  void watch(job, { spool, attempt, signal: watching.signal }).then(output.finish, output.finish);
  try {
    yield* job.provider.parseOutput(splitLines(output.chunks()), facts);
  } finally {
    watching.abort();
  }
}

interface Watched {
  readonly spool: Spool;
  readonly attempt: number | undefined;
  readonly signal: AbortSignal;
}

/** Resolves when the try is over. */
async function watch(job: FollowedJob, { spool, attempt, signal }: Watched): Promise<void> {
  while (!signal.aborted && runRecordTime(spool) === attempt && !hasEnded(await job.row())) await delay(POLL_MS);
}
