import type { Kysely } from 'kysely';
import type { Config } from '../config/config.js';
import type { Tables } from '../storage/schema.js';
import { admit, queueLength, type AdmissionLimits } from './admission.js';

/** Places that another gateway frees are noticed this late at most. */
const FOREIGN_POLL_MS = 150;

export type QueueLimits = AdmissionLimits & Pick<Config, 'maxQueued'>;

export interface Queue {
  /** Takes a place at once where one is free; else says whether the job may wait for one. */
  enter(id: string): Promise<'admitted' | 'waiting' | 'full'>;
  /** Resolves with true when the job has been admitted, and with false when it left the queue otherwise. */
  wait(id: string): Promise<boolean>;
  /** A place may have become free. */
  poke(): void;
  /** The job no longer waits. */
  leave(id: string): void;
  /** Nothing is admitted any more; what waits stays queued for other gateways. */
  close(): void;
}

/** The jobs of this gateway that wait for a place. */
export function createQueue(query: Kysely<Tables>, limits: QueueLimits): Queue {
  const waiting = new Map<string, (isAdmitted: boolean) => void>();
  let timer: NodeJS.Timeout | undefined;
  let isTrying = false;
  let isPoked = false;

  async function tryAll(): Promise<void> {
    isPoked = true;
    if (isTrying) return;
    isTrying = true;
    while (isPoked) {
      isPoked = false;
      for (const [id, resolve] of waiting) {
        // A write that fails (full disk, locked database) is tried again with the next poke.
        if (!(await admit(query, id, limits).catch(() => false))) continue;
        waiting.delete(id);
        resolve(true);
      }
      await dropDeparted();
    }
    isTrying = false;
    clearTimeout(timer);
    timer = waiting.size === 0 ? undefined : setTimeout(() => void tryAll(), FOREIGN_POLL_MS);
  }

  /** Another gateway may have canceled a job while it waited here. */
  async function dropDeparted(): Promise<void> {
    if (waiting.size === 0) return;
    const ids = [...waiting.keys()];
    const rows = await query
      .selectFrom('requests')
      .select('id')
      .where('id', 'in', ids)
      .where('status', '!=', 'queued')
      .execute()
      .catch(() => []);
    for (const { id } of rows) leave(id);
  }

  function leave(id: string): void {
    waiting.get(id)?.(false);
    waiting.delete(id);
  }

  return {
    leave,
    close() {
      waiting.clear();
      clearTimeout(timer);
    },
    async enter(id) {
      if (waiting.size === 0 && (await admit(query, id, limits))) return 'admitted';
      return (await queueLength(query)) > limits.maxQueued ? 'full' : 'waiting';
    },
    wait(id) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      waiting.set(id, resolve);
      void tryAll();
      return promise;
    },
    poke: () => {
      if (waiting.size > 0) void tryAll();
    },
  };
}
