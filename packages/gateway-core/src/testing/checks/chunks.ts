import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { splitLines } from '../../jobs/follow-output.js';
import type { AgentEvent } from '../../provider.js';
import { expectThat, type Check, type Subject } from '../check.js';
import { fakeCli, type FakeCliOptions } from '../fake-cli.js';
import type { Fixture } from '../fixtures-in.js';
import { eventsOf } from '../parse.js';

/** Processes at the same time. */
const AT_ONCE = 4;

export const chunkChecks: readonly Check[] = [
  {
    name: 'gives equal events however a process cuts its output',
    async run(subject) {
      const queue = [...subject.fixtures];
      const work = async (): Promise<void> => {
        for (let fixture = queue.shift(); fixture !== undefined; fixture = queue.shift()) {
          await compare(subject, fixture);
        }
      };
      // Settled all, so that a fault leaves no process and no file behind.
      const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
  },
];

async function compare(subject: Subject, fixture: Fixture): Promise<void> {
  const whole = await eventsOf(subject, fixture.lines);
  for (const chunks of waysFor(fixture)) {
    const events = await eventsOfProcess(subject, { replay: fixture, chunks });
    expectThat(isDeepStrictEqual(events, whole), `${fixture.name}, printed in pieces (${chunks}), gives other events`);
  }
}

/** Output of one-byte characters has no inside to be cut at, and gains nothing from a third process. */
function waysFor({ bytes }: Fixture): readonly NonNullable<FakeCliOptions['chunks']>[] {
  return bytes.some((byte) => byte >= 0x80) ? ['whole', 'bytes', 'inside-characters'] : ['bytes'];
}

async function eventsOfProcess(subject: Subject, options: FakeCliOptions): Promise<readonly AgentEvent[]> {
  const cli = await fakeCli(options);
  try {
    const child = spawn(cli.path, [], { stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
    const [events] = await Promise.all([eventsOf(subject, splitLines(child.stdout)), once(child, 'exit')]);
    return events;
  } finally {
    await cli.remove();
  }
}
