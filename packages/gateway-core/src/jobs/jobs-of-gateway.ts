import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import { GatewayError } from '../errors.js';
import type { Jobs } from '../gateway.js';
import { isSupervisorAlive } from '../process/is-supervisor-alive.js';
import { stopJobProcesses } from '../process/stop-job-processes.js';
import type { JsonValue, Provider } from '../provider.js';
import type { Store } from '../storage/store.js';
import { followEvents } from './follow-events.js';
import { queuePosition } from './admission.js';
import { cleanUp } from './clean-up.js';
import type { JobEngine } from './job-engine.js';
import { hasEnded, type Job, type JobResult } from './job.js';
import { jobOfRow, type RequestRow } from './job-store.js';
import { processesOf } from './live-job.js';
import { processHealth } from './process-health.js';
import { pageOfText, readPage, type Page } from './read-page.js';
import { fileBytes, spoolOf } from './spool.js';

/** How often another gateway's job is looked at while somebody waits for it. */
const FOREIGN_POLL_MS = 200;

interface Surroundings {
  readonly config: Config;
  readonly providers: readonly Provider[];
  parts(): Promise<{ readonly store: Store; readonly engine: JobEngine }>;
}

/** What callers can do with jobs, whichever gateway on this machine runs them. */
export function createJobs({ config, providers, parts }: Surroundings): Jobs {
  async function rowOf(id: string): Promise<RequestRow> {
    const { engine } = await parts();
    const row = await engine.row(id);
    if (row === undefined) {
      throw new GatewayError('job_not_found', `Job not found: "${id}".`, { hint: 'llm-gateway jobs lists them.' });
    }
    return row;
  }

  async function jobOf(id: string): Promise<Job> {
    const { engine, store } = await parts();
    const job = jobOfRow(await rowOf(id));
    if (hasEnded(job)) return job;
    if (job.status === 'queued') return { ...job, queuePosition: await queuePosition(store.query, id) };
    const state = engine.live(id)?.state;
    const spool = spoolOf(config.home, id);
    return {
      ...job,
      stdoutBytes: fileBytes(spool.stdout),
      stderrBytes: fileBytes(spool.stderr),
      ...(state?.progress === undefined ? {} : { progress: state.progress }),
      ...(state?.sessionId === undefined ? {} : { sessionId: state.sessionId }),
      ...(state?.model === undefined ? {} : { model: state.model }),
    };
  }

  async function wait(id: string, ms: number): Promise<Job> {
    const { engine } = await parts();
    const live = engine.live(id);
    if (live !== undefined) {
      const timer = new AbortController();
      await Promise.race([live.ended, delay(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
      timer.abort();
      return jobOf(id);
    }
    const deadline = Date.now() + ms;
    for (let job = await jobOf(id); ; job = await jobOf(id)) {
      if (hasEnded(job) || Date.now() >= deadline) return job;
      await delay(Math.min(FOREIGN_POLL_MS, deadline - Date.now()));
    }
  }

  return {
    wait,
    get: (id) => jobOf(id).catch(undefinedWhenUnknown),
    async list(filter = {}) {
      const { store, engine } = await parts();
      const rows = await store.jobs.list(filter);
      return rows.map((row) => jobOfRow(engine.live(row.id)?.row ?? row));
    },
    async result(id, page = {}) {
      const job = page.waitMs === undefined ? await jobOf(id) : await wait(id, page.waitMs);
      const { engine } = await parts();
      engine.live(id)?.state?.answer.flush();
      const answer = await readAnswer(config, await rowOf(id), page);
      return withAnswer(job, answer, (await rowOf(id)).structured);
    },
    async output(id, stream, page) {
      await rowOf(id);
      return readPage(spoolOf(config.home, id)[stream], page);
    },
    async *follow(id) {
      const { provider: name } = await rowOf(id);
      const provider = providers.find((candidate) => candidate.id === name);
      if (provider === undefined) {
        throw new GatewayError('provider_not_found', `The provider "${name}" of the job is not loaded.`, {
          hint: `llm-gateway jobs show ${id} --raw stdout`,
        });
      }
      yield* followEvents({ home: config.home, provider, row: () => rowOf(id) });
    },
    async health() {
      return processHealth(config, (await parts()).store);
    },
    async cleanUp() {
      return cleanUp((await parts()).store.query, config);
    },
    async cancel(id) {
      const { store, engine } = await parts();
      const row = await rowOf(id);
      if (hasEnded(row)) return false;
      const live = engine.live(id);
      if (live !== undefined) {
        await engine.stop(live, 'canceled');
        return true;
      }
      await store.jobs.askToStop(id, 'canceled');
      if (row.status === 'queued' && (await store.jobs.cancelQueued(id))) return true;
      const tree = processesOf(id, row, spoolOf(config.home, id));
      do await stopJobProcesses(tree);
      while (tree.supervisor !== undefined && isSupervisorAlive(tree.supervisor, id));
      return true;
    },
  };
}

/** From the spool, where it stands whole; from the record when the spool has been cleaned up. */
async function readAnswer(
  config: Config,
  row: RequestRow,
  page: { offset?: number; maxChars?: number },
): Promise<Page> {
  const spooled = await readPage(spoolOf(config.home, row.deduplicated_from ?? row.id).answer, page);
  return spooled.totalBytes === 0 && row.response !== null ? pageOfText(row.response, page) : spooled;
}

function withAnswer(job: Job, { text, totalBytes, nextOffset }: Page, structured: string | null): JobResult {
  return {
    ...job,
    answer: text,
    answerBytes: totalBytes,
    ...(nextOffset === undefined ? {} : { nextOffset }),
    // Written by the engine alone, from a value that was JSON.
    ...(structured === null ? {} : { structured: JSON.parse(structured) as JsonValue }),
  };
}

function undefinedWhenUnknown(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'job_not_found') return undefined;
  throw error;
}
