import { randomUUID } from 'node:crypto';
import type { Store } from '../storage/store.js';
import type { RequestRow } from './job-store.js';

const HEARTBEAT_MS = 2_000;
/** A gateway that was silent for this long has lost its jobs to the others. */
const LEASE_MS = 7_000;

export interface Lease {
  /** This gateway's id in the record. */
  readonly id: string;
  /** Jobs under way whose gateway is gone. */
  orphans(): Promise<readonly RequestRow[]>;
  /** Whether the client of the gateway that ran an orphan is gone too, so that nobody waits for the answer. */
  lostItsClient(orphan: RequestRow): Promise<boolean>;
  /** Makes an orphan this gateway's own; false when another one was faster. */
  claim(orphan: RequestRow): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * A gateway's claim on its jobs: a row with a heartbeat. Every MCP client starts a gateway of its own on the same
 * database, so several at once is the normal case, and a living one's jobs are never touched.
 */
export async function takeLease({ query, jobs }: Pick<Store, 'query' | 'jobs'>, onBeat: () => void): Promise<Lease> {
  const id = randomUUID();
  const now = (): string => new Date().toISOString();
  const beat = async (): Promise<void> => {
    const lease = { id, pid: process.pid, client_pid: process.ppid, started_at: now(), heartbeat_at: now() };
    await query
      .insertInto('gateways')
      .values(lease)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ heartbeat_at: lease.heartbeat_at }))
      .execute();
  };
  await beat().catch(() => undefined);
  const timer = setInterval(() => {
    void beat().then(onBeat, () => {
      // A full disk or a locked database: the next beat may get through, and jobs run on meanwhile.
    });
  }, HEARTBEAT_MS).unref();

  async function livingGateways(): Promise<readonly string[]> {
    const since = new Date(Date.now() - LEASE_MS).toISOString();
    const rows = await query.selectFrom('gateways').select(['id', 'pid']).where('heartbeat_at', '>', since).execute();
    return rows.filter(({ pid }) => isRunning(pid)).map((row) => row.id);
  }

  return {
    id,
    async orphans() {
      const living = await livingGateways();
      const rows = await jobs.underWay();
      return rows.filter(({ gateway_id }) => gateway_id === null || !living.includes(gateway_id));
    },
    async lostItsClient({ gateway_id }) {
      const row = await query
        .selectFrom('gateways')
        .select('client_pid')
        .where('id', '=', gateway_id ?? '')
        .executeTakeFirst();
      return row !== undefined && row.client_pid !== null && !isRunning(row.client_pid);
    },
    async claim(orphan) {
      const { numUpdatedRows } = await query
        .updateTable('requests')
        .set({ gateway_id: id })
        .where('id', '=', orphan.id)
        .where('status', 'in', ['queued', 'running'])
        .where('gateway_id', orphan.gateway_id === null ? 'is' : '=', orphan.gateway_id)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async release() {
      clearInterval(timer);
      await query
        .deleteFrom('gateways')
        .where('id', '=', id)
        .execute()
        .catch(() => {
          // It expires by itself.
        });
    },
  };
}

/** A pid that was given to another process meanwhile passes for running, and the heartbeat then decides. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
