import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GatewayError } from '../errors.js';
import { isSupervisorAlive } from '../process/is-supervisor-alive.js';
import { processToken } from './process-token.js';

/** Who upgrades what. It stands in a file, so that all gateways of this machine see it. */
export interface UpgradeLockFacts {
  readonly provider: string;
  readonly target: string;
  readonly startedAt: string;
  /** The run, by which its process is told from a later one with its pid. */
  readonly runId: string;
}

export interface UpgradeLock {
  /** The process that does the work now: it holds the lock even when its gateway is gone. */
  follow(pid: number): void;
  release(): void;
}

interface Holder extends UpgradeLockFacts {
  readonly pid: number;
  readonly token: string | undefined;
  readonly supervisor?: number;
}

/** One upgrade at a time, over all gateways and CLIs: they share package managers. A dead one's lock is taken over. */
export function lockUpgrades(folder: string, facts: UpgradeLockFacts): UpgradeLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, LOCK_NAME);
  const holder: Holder = { ...facts, pid: process.pid, token: processToken(process.pid) };
  for (let tries = 0; !create(file, holder); tries += 1) {
    const found = read(file);
    if (found !== undefined && (found.isHeld || tries >= 5)) throw isRunning(found.holder);
    if (found !== undefined) setAside(file, found.text);
  }
  return {
    follow(supervisor) {
      const next = `${file}.${randomUUID()}`;
      writeFileSync(next, JSON.stringify({ ...holder, supervisor }), { mode: 0o600 });
      renameSync(next, file);
    },
    release() {
      if (read(file)?.holder?.runId === facts.runId) rmSync(file, { force: true });
    },
  };
}

/** Throws `upgrade_running`: while one is under way, the CLI may be there, half there or gone. */
export function assertNoUpgrade(folder: string): void {
  const holder = upgradeUnderWay(folder);
  if (holder !== undefined) throw isRunning(holder);
}

/** The upgrade that is under way on this machine, whichever gateway runs it. */
export function upgradeUnderWay(folder: string): UpgradeLockFacts | undefined {
  const found = read(path.join(folder, LOCK_NAME));
  return found?.isHeld ? found.holder : undefined;
}

const LOCK_NAME = 'upgrade.lock';
/** A lock is written at once. One that is still not whole after this long was cut off. */
const WRITING_MS = 10_000;

function create(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

interface Found {
  readonly text: string;
  readonly isHeld: boolean;
  readonly holder?: Holder;
}

function read(file: string): Found | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    const holder = parse(text);
    if (holder !== undefined) return { text, holder, isHeld: isAlive(holder) };
    return { text, isHeld: Date.now() - statSync(file).mtimeMs < WRITING_MS };
  } catch {
    return undefined; // Released meanwhile.
  }
}

function parse(text: string): Holder | undefined {
  try {
    // Written by this code alone.
    return JSON.parse(text) as Holder;
  } catch {
    return undefined; // Being written, or cut off.
  }
}

function isAlive({ pid, token, supervisor, runId }: Holder): boolean {
  const isGatewayAlive = token !== undefined && processToken(pid) === token;
  return isGatewayAlive || (supervisor !== undefined && isSupervisorAlive(supervisor, runId));
}

/** Removes a dead one's lock. Another gateway may have been faster: what was taken away then, is put back. */
function setAside(file: string, judged: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Already gone.
  }
  const text = readFileSync(aside, 'utf8');
  rmSync(aside);
  if (text === judged) return;
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  } catch {
    // A third one has it by now.
  }
}

function isRunning(holder: UpgradeLockFacts | undefined): GatewayError {
  const what =
    holder === undefined ? '' : ` (${holder.provider} to "${holder.target}", since ${holder.startedAt.slice(0, 19)}Z)`;
  return new GatewayError('upgrade_running', `Another upgrade is under way${what}.`, {
    hint: 'Wait for its end: llm-gateway versions',
    retryable: true,
  });
}
