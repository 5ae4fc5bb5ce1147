import { hasEnded, type Gateway, type Job } from '@llm-gateway/core';
import { followJob as followProgress } from '../../progress/follow-job.js';
import { describeJob } from '../../replies/describe-job.js';
import { createAnswerWriter } from '../answer-writer.js';
import { createProgressDisplay } from '../progress-display.js';
import type { Terminal } from '../terminal.js';
import { whenInterrupted } from '../when-interrupted.js';
import { needJob } from './need-job.js';
import { describeResult } from './show-job.js';

export interface FollowJobOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly id: string | undefined;
  readonly json?: boolean;
}

/** `llm-gateway jobs follow`: what the agent writes as it comes, until the job ends. Ctrl-C ends the following alone. */
export async function followJob({ gateway, terminal, json, id: wanted }: FollowJobOptions): Promise<number> {
  const { id, provider } = await needJob(gateway, wanted);
  const left = Promise.withResolvers<'left'>();
  const interruption = whenInterrupted(terminal, async () => left.resolve('left'));
  const following = json ? printEvents(gateway, terminal, id) : writeAnswer(gateway, terminal, { id, provider });
  const outcome = await Promise.race([following.ended, left.promise]);
  following.stop();
  interruption.end();
  if (outcome === 'left') {
    terminal.say(`The job goes on: llm-gateway jobs follow ${id}`);
    return interruption.exitCode() ?? 1;
  }
  return outcome.status === 'completed' ? 0 : 1;
}

interface Following {
  /** Resolves with the job when it has ended. */
  readonly ended: Promise<Job>;
  stop(): void;
}

/** One JSON object a line: each event, then `{"type":"end","job":…}`. */
function printEvents(gateway: Gateway, terminal: Terminal, id: string): Following {
  const ended = async (): Promise<Job> => {
    for await (const event of gateway.jobs.follow(id)) terminal.print(`${JSON.stringify(event)}\n`);
    const job = await endOf(gateway, id);
    terminal.print(`${JSON.stringify({ type: 'end', job: describeJob(job) })}\n`);
    return job;
  };
  return { ended: ended(), stop: () => {} };
}

function writeAnswer(gateway: Gateway, terminal: Terminal, { id, provider }: Pick<Job, 'id' | 'provider'>): Following {
  const display = createProgressDisplay(process.stderr);
  const writer = createAnswerWriter((text) => {
    display.clear();
    terminal.print(text);
  });
  const progress = followProgress({
    gateway,
    jobId: id,
    displayName: gateway.providers.find((candidate) => candidate.id === provider)?.displayName ?? provider,
    since: performance.now(),
    shortestGapMs: display.isLive ? 200 : 5_000,
    longestGapMs: display.isLive ? 1_000 : 15_000,
    say: (line) => {
      if (!writer.isInsideLine() || !process.stdout.isTTY) display.show(line);
    },
  });
  const stop = (): void => {
    progress.stop();
    display.clear();
  };
  const ended = async (): Promise<Job> => {
    for await (const event of gateway.jobs.follow(id)) {
      writer.write(event);
      progress.touch();
    }
    const job = await endOf(gateway, id);
    stop();
    const result = await gateway.jobs.result(id, { maxChars: Number.MAX_SAFE_INTEGER });
    writer.finish(job.status === 'completed' ? result.answer : '');
    for (const line of describeResult(result, terminal)) terminal.say(line);
    if (job.error !== undefined) terminal.sayError(job.error);
    return job;
  };
  return { ended: ended(), stop };
}

/** The events are over when the output is; the job's last write may come a moment later. */
async function endOf(gateway: Gateway, id: string): Promise<Job> {
  for (;;) {
    const job = await gateway.jobs.wait(id, 60_000);
    if (hasEnded(job)) return job;
  }
}
