import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { splitLines } from '../../jobs/follow-output.js';
import type { AgentEvent } from '../../provider.js';
import { expectThat, type Check, type Subject } from '../check.js';
import { fakeCli, type FakeCliOptions } from '../fake-cli.js';
import { eventsOf } from '../parse.js';

export const chunkChecks: readonly Check[] = [
  {
    name: 'gives equal events however a process cuts its output',
    async run(subject) {
      for (const fixture of subject.fixtures) {
        const whole = await eventsOf(subject, fixture.lines);
        const ways = ['whole', 'bytes', 'inside-characters'] as const;
        const events = await Promise.all(ways.map((chunks) => eventsOfProcess(subject, { replay: fixture, chunks })));
        for (const [index, chunks] of ways.entries()) {
          expectThat(
            isDeepStrictEqual(events[index], whole),
            `${fixture.name}, printed in pieces (${chunks}), gives other events`,
          );
        }
      }
    },
  },
];

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
