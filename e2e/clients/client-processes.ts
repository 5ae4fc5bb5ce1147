import { readFileSync } from 'node:fs';
import { serverFile } from '../harness/open-desk.ts';
import { processesWith } from '../harness/processes.ts';

/** The agents that our server has started for whoever lives in this home, with all that they have started. Linux only. */
export function agentsIn(home: string): readonly number[] {
  const ours = processesWith(`HOME=${home}`);
  return processesWith('LLM_GATEWAY_JOB=').filter((pid) => ours.includes(pid));
}

/** Our servers that a client in this home has started. */
export function serversIn(home: string): readonly number[] {
  const agents = agentsIn(home);
  return processesWith(`HOME=${home}`).filter(
    (pid) => !agents.includes(pid) && readProcess(pid, 'cmdline').split('\0').includes(serverFile),
  );
}

/** Kills the client in this home as the kernel would: itself with its own launcher, and neither our server nor the agents. */
export function killClient(home: string): void {
  const [server] = serversIn(home);
  if (server === undefined) throw new Error('No client has started a server.');
  const client: number[] = [];
  for (let pid = parentOf(server); pid !== process.pid && pid > 1; pid = parentOf(pid)) client.push(pid);
  for (const pid of client) process.kill(pid, 'SIGKILL');
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readProcess(pid, 'status'))?.[1] ?? 0);
}

function readProcess(pid: number, file: 'cmdline' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // It has ended.
  }
}
