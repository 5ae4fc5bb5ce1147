import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import { GatewayError } from '../errors.js';
import type { StartedJob, StartOptions } from '../gateway.js';
import type { Prepared } from '../prepare/prepare-request.js';
import { stopJobProcesses, STOP_GRACE_MS } from '../process/stop-job-processes.js';
import type { AgentEvent, Provider, ProviderContext } from '../provider.js';
import type { GatewayRequest } from '../request.js';
import { createResilience, type BreakerState } from '../resilience/carry-with-retries.js';
import type { Store } from '../storage/store.js';
import { endJob, resumeJob, runJob, stage, type Surroundings } from './carry-out.js';
import { cleanUp } from './clean-up.js';
import type { StopCause } from './decide-outcome.js';
import { dedupKey } from './dedup-key.js';
import { findFinishedTwin, findRunningTwin } from './find-twin.js';
import { hasEnded } from './job.js';
import { jobOfRow, type RequestChange, type RequestRow } from './job-store.js';
import { endOfTwin, leftTwin } from './joined-row.js';
import { takeLease } from './lease.js';
import { createLiveJob, processesOf, type LiveJob } from './live-job.js';
import { newRow } from './new-row.js';
import { internalFailure, leftTheQueue } from './outcome-without-run.js';
import { createQueue } from './queue.js';
import { assertNotLimited, refuseWhenLimited } from './refuse-limited.js';
import { readRunRecord } from './run-record.js';
import { readPids, spoolOf, type Spool } from './spool.js';

export interface JobEngine {
  start(prepared: Prepared, options: StartOptions): Promise<StartedJob>;
  live(id: string): LiveJob | undefined;
  /** What is known of a job, whichever gateway ran it. */
  row(id: string): Promise<RequestRow | undefined>;
  /** Stops a job of this gateway and resolves when its tree is gone. */
  stop(job: LiveJob, cause: StopCause): Promise<void>;
  breakerState(providerId: string): BreakerState;
  /** Takes over the jobs whose gateway is gone. Done by itself every few seconds. */
  adoptOrphans(): Promise<void>;
  /** Stops what is not detached; the rest goes on and passes to other gateways. */
  close(): Promise<void>;
}

export interface EngineParts {
  readonly config: Config;
  readonly store: Store;
  readonly providers: readonly Provider[];
  prepare(request: GatewayRequest, jobId: string): Promise<Prepared>;
  contextOf(provider: Provider, cwd: string): Promise<ProviderContext>;
}

/** On the way out a client waits for us, so its agents get less time to end by themselves. */
const CLOSE_GRACE_MS = 2_000;
const STOP_AGAIN_MS = 50;
const CLEAN_UP_MS = 3_600_000;
/** How often a twin that another gateway runs is looked at. */
const TWIN_POLL_MS = 200;
/** From the start of a supervisor to its first write, on a machine that is very busy. */
const STARTING_MS = 500;

/** Carries requests out: one path for sync and async, from the start of a process to the last write about it. */
export async function createJobEngine({
  config,
  store,
  providers,
  prepare,
  contextOf,
}: EngineParts): Promise<JobEngine> {
  const liveJobs = new Map<string, LiveJob>();
  /** Jobs that ended here and could not be written down. */
  const unrecorded = new Map<string, RequestRow>();
  const lease = await takeLease(store, () => void adoptOrphans());
  const cleaning = setInterval(() => {
    void cleanUp(store.query, config).catch(() => {
      // The next hour may have a disk that can be written.
    });
  }, CLEAN_UP_MS).unref();
  const queue = createQueue(store.query, config);
  const closing = Promise.withResolvers<void>();
  let isClosed = false;
  const around: Surroundings = {
    config,
    store,
    change,
    stop,
    prepare,
    contextOf,
    resilience: createResilience(config),
    closed: closing.promise,
    isClosed: () => isClosed,
  };

  async function start(prepared: Prepared, options: StartOptions): Promise<StartedJob> {
    const { jobId, input, provider } = prepared;
    const key = config.dedupWindowMs === 0 ? undefined : dedupKey(prepared);
    const row: RequestRow = {
      ...newRow(prepared, {
        client: options.client,
        detached: options.detached ?? false,
        config,
        notices: store.takeNotices(),
      }),
      gateway_id: lease.id,
      dedup_key: key ?? null,
    };
    const finished =
      key === undefined || input.session.kind !== 'new'
        ? undefined
        : await findFinishedTwin(store.query, { key, windowMs: config.dedupWindowMs, cwd: input.cwd });
    if (finished !== undefined) return join(row, finished, provider, options);
    await refuseWhenLimited(store, prepared, row);

    const spool = spoolOf(config.home, jobId);
    const facts = { session: input.session, options: input.options };
    const job = createLiveJob({ provider, facts, spool, row, listeners: listenersOf(options) });
    stage(job, prepared);
    while (!(await insert(job))) {
      const twin = await findRunningTwin(store.query, key ?? '');
      if (twin === undefined) continue; // It ended in between.
      rmSync(spool.folder, { recursive: true, force: true });
      return join(row, twin, provider, options);
    }
    const place = job.isUnrecorded ? 'admitted' : await queue.enter(job.id);
    if (place === 'full') return refuse(job);
    launch(job, () => carryOut(job, prepared, place === 'admitted'));
    return handleOf(job);
  }

  /** Nothing has been started, and the row says why. */
  async function refuse(job: LiveJob): Promise<never> {
    const error = new GatewayError('queue_full', `${config.maxQueued} requests are waiting already.`, {
      provider: job.provider.id,
      retryable: true,
      hint: 'Try again later, ask another agent, or raise LLM_GATEWAY_MAX_QUEUED.',
    });
    await endJob(job, internalFailure(error), undefined, around);
    rmSync(job.spool.folder, { recursive: true, force: true });
    throw error;
  }

  async function carryOut(job: LiveJob, prepared: Prepared, hasPlace: boolean): Promise<void> {
    if (job.isUnrecorded) return runJob(job, prepared, around);
    const isAdmitted = hasPlace || (await queue.wait(job.id));
    const row = await store.jobs.find(job.id);
    if (row !== undefined) job.row = row;
    if (isAdmitted && job.stopCause === undefined) {
      // What was planned before the wait may be out of date: the conversation has had another turn meanwhile.
      const fresh = hasPlace ? prepared : await prepare(prepared.request, job.id);
      if (!hasPlace) await assertNotLimited(store, fresh).catch((error) => giveUpPlace(job, error));
      if (!hasPlace) stage(job, fresh);
      return runJob(job, fresh, around);
    }
    if (!hasEnded(job.row)) await endJob(job, leftTheQueue(job.stopCause), undefined, around);
  }

  /** A limit was met while it waited: what was admitted is no run after all. */
  async function giveUpPlace(job: LiveJob, error: unknown): Promise<never> {
    await change(job, { attempts: 0 });
    throw error;
  }

  /** A request that is given another one's run: it has a row of its own, and ends when the other one does. */
  async function join(
    given: RequestRow,
    twin: RequestRow,
    provider: Provider,
    options: StartOptions,
  ): Promise<StartedJob> {
    const row: RequestRow = {
      ...given,
      status: 'running',
      started_at: given.created_at,
      dedup_key: null,
      deduplicated_from: twin.id,
    };
    await store.jobs.insert(row);
    const spool = spoolOf(config.home, twin.id);
    const facts = { session: { kind: 'new' }, options: undefined } as const;
    const job = createLiveJob({ provider, facts, spool, row, listeners: [] });
    const original = liveJobs.get(twin.id);
    for (const listener of listenersOf(options)) original?.listeners.push(listener);
    launch(job, () => followTwin(job));
    const ageMs = Date.now() - Date.parse(twin.created_at);
    return { ...handleOf(job), deduplicated: { from: twin.id, ageMs } };
  }

  async function followTwin(job: LiveJob): Promise<void> {
    const twinId = job.row.deduplicated_from ?? '';
    for (;;) {
      const live = liveJobs.get(twinId);
      job.state = live?.state;
      const twin = await store.jobs.find(twinId);
      if (isClosed || hasEnded(job.row)) return;
      if (twin === undefined || hasEnded(twin)) {
        await change(job, endOfTwin(twin, job.row));
        return;
      }
      await Promise.race([live?.ended ?? delay(TWIN_POLL_MS), job.stopped.promise]);
    }
  }

  function launch(job: LiveJob, work: () => Promise<void>): void {
    liveJobs.set(job.id, job);
    void work()
      .catch(async (error: unknown) => {
        if (!isClosed) await endJob(job, internalFailure(error), job.state, around);
      })
      .catch(() => {
        // Not even the failure could be written; whoever waits is told what is known.
      })
      .then(() => {
        liveJobs.delete(job.id);
        if (job.isUnrecorded) unrecorded.set(job.id, job.row);
        job.settle(jobOfRow(job.row));
        queue.poke();
      });
  }

  async function adoptOrphans(): Promise<void> {
    if (isClosed) return;
    for (const orphan of await lease.orphans()) {
      if (!liveJobs.has(orphan.id)) await adopt(orphan);
    }
  }

  async function adopt(orphan: RequestRow): Promise<void> {
    const provider = providers.find(({ id }) => id === orphan.provider);
    const isUnwanted = orphan.detached === 0 && (await lease.lostItsClient(orphan));
    // Another gateway may have its provider; until one comes, the job's files wait.
    if (provider === undefined || !(await lease.claim(orphan))) return;
    const spool = spoolOf(config.home, orphan.deduplicated_from ?? orphan.id);
    const row: RequestRow = { ...orphan, gateway_id: lease.id, detached: 1 };
    const record = readRunRecord(spool);
    const facts = record?.facts ?? { session: { kind: 'new' }, options: undefined };
    const job = createLiveJob({ provider, facts, spool, row, listeners: [] });
    // A client that kills its whole process group gives nobody the time to clean up.
    if (isUnwanted) void stopSoon(job);
    if (row.deduplicated_from !== null) launch(job, () => followTwin(job));
    else if (record === undefined || (await wasStarted(orphan, spool))) launch(job, () => resumeJob(job, around));
    else {
      launch(job, async () => {
        await change(job, { status: 'queued' });
        const prepared = await prepare(record.request, job.id);
        await carryOut(job, prepared, false);
      });
    }
  }

  /** False when a twin is under way. A row that cannot be written does not keep the job from running. */
  async function insert(job: LiveJob): Promise<boolean> {
    try {
      return await store.jobs.insert(job.row);
    } catch (error) {
      noteUnrecorded(job, error);
      job.row = { ...job.row, status: 'running', started_at: new Date().toISOString(), attempts: 1 };
      return true;
    }
  }

  /** Once the job is being followed, so that its end is seen. */
  async function stopSoon(job: LiveJob): Promise<void> {
    await Promise.resolve();
    await stop(job, 'client_gone');
  }

  async function change(job: LiveJob, values: RequestChange): Promise<boolean> {
    job.row = { ...job.row, ...values };
    try {
      return await store.jobs.update(job.id, values, lease.id);
    } catch (error) {
      noteUnrecorded(job, error);
      return false;
    }
  }

  async function stop(job: LiveJob, cause: StopCause, graceMs: number = STOP_GRACE_MS): Promise<void> {
    if (hasEnded(job.row)) return;
    job.stopCause ??= cause;
    job.stopped.resolve();
    if (job.row.deduplicated_from !== null) await change(job, leftTwin(job.row));
    else if (job.row.status === 'queued') queue.leave(job.id);
    else await stopUntilEnded(job, graceMs);
    await job.ended;
  }

  /** Again and again: what is to be stopped may be just about to start. */
  async function stopUntilEnded(job: LiveJob, graceMs: number): Promise<void> {
    const ended = job.ended.then(() => true);
    do await stopJobProcesses(processesOf(job.id, job.row, job.spool), graceMs);
    while (!(await Promise.race([ended, delay(STOP_AGAIN_MS, false)])));
  }

  function handleOf(job: LiveJob): StartedJob {
    return {
      id: job.id,
      ended: job.ended,
      detach: () => {
        job.isDetached = true;
        void change(job, { detached: 1 });
      },
    };
  }

  await adoptOrphans();
  return {
    start,
    stop,
    adoptOrphans,
    breakerState: (providerId) => around.resilience.breakerState(providerId),
    live: (id) => liveJobs.get(id),
    row: async (id) => liveJobs.get(id)?.row ?? unrecorded.get(id) ?? (await store.jobs.find(id)),
    async close() {
      const mine = [...liveJobs.values()].filter((job) => !job.isDetached);
      await Promise.all(mine.map((job) => stop(job, 'client_gone', CLOSE_GRACE_MS)));
      isClosed = true;
      clearInterval(cleaning);
      closing.resolve();
      queue.close();
      await lease.release();
    },
  };
}

/** A supervisor writes its pid down as the first thing it does; one that was just being started gets the time for it. */
async function wasStarted({ status }: RequestRow, spool: Spool): Promise<boolean> {
  if (status === 'queued') return false;
  if (readPids(spool).supervisor === undefined) await delay(STARTING_MS);
  return readPids(spool).supervisor !== undefined;
}

function noteUnrecorded(job: LiveJob, error: unknown): void {
  if (job.isUnrecorded) return;
  job.isUnrecorded = true;
  const message = `This request is not recorded: ${error instanceof Error ? error.message : String(error)}.`;
  const warning = { code: 'other', message };
  // Written by this code alone.
  job.row = { ...job.row, warnings: JSON.stringify([...(JSON.parse(job.row.warnings) as unknown[]), warning]) };
}

function listenersOf({ onEvent }: StartOptions): ((event: AgentEvent) => void)[] {
  return onEvent === undefined ? [] : [onEvent];
}
