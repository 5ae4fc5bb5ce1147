import {
  GatewayError,
  type Gateway,
  type GatewayRequest,
  type Job,
  type Permission,
  type StartedJob,
} from '@llm-gateway/core';
import { followJob } from '../progress/follow-job.js';
import { formatDuration } from '../progress/progress-line.js';
import { answerReply } from '../replies/answer-reply.js';
import { failedJobReply, refusalReply } from '../replies/failure-reply.js';
import { describePlan } from '../replies/plan-reply.js';
import { createAnswerWriter, type AnswerWriter } from './answer-writer.js';
import { createProgressDisplay } from './progress-display.js';
import { readOptions } from './read-options.js';
import { readPrompt } from './read-prompt.js';
import type { Terminal } from './terminal.js';
import { whenInterrupted } from './when-interrupted.js';
import { showPlan } from './show-plan.js';

export interface AskOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly provider: string;
  readonly words: readonly string[];
  readonly json?: boolean;
  readonly session?: string;
  readonly continue?: boolean;
  readonly model?: string;
  readonly effort?: string;
  readonly permission?: Permission;
  readonly cwd?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly option?: readonly string[];
  readonly dryRun?: boolean;
}

/** `llm-gateway ask`: the answer on stdout as it comes, everything about it on stderr. */
export async function ask(options: AskOptions): Promise<number> {
  const { gateway, terminal, json, dryRun } = options;
  try {
    const request = await readRequest(options);
    if (!dryRun) return await run(options, request);
    const plan = await gateway.plan(request);
    terminal.print(json ? `${JSON.stringify(describePlan(plan))}\n` : showPlan(plan, terminal));
    return 0;
  } catch (error) {
    if (json) terminal.print(`${JSON.stringify(refusalReply(error).structuredContent)}\n`);
    throw error;
  }
}

async function run(options: AskOptions, request: GatewayRequest): Promise<number> {
  const { gateway, terminal, json } = options;
  const display = createProgressDisplay(process.stderr);
  const writer = createAnswerWriter((text) => {
    display.clear();
    terminal.print(text);
  });
  let touch = (): void => {};
  const starting = gateway.start(request, {
    client: 'cli',
    onEvent: (event) => {
      if (!json) writer.write(event);
      touch();
    },
  });
  const interruption = whenInterrupted(terminal, async () => gateway.jobs.cancel((await starting).id));
  try {
    const started = await starting;
    const follower = followJob({
      gateway,
      jobId: started.id,
      displayName: gateway.providers.find(({ id }) => id === request.provider)?.displayName ?? request.provider,
      since: performance.now(),
      shortestGapMs: display.isLive ? 200 : 5_000,
      longestGapMs: display.isLive ? 1_000 : 15_000,
      say: (line) => {
        if (!writer.isInsideLine() || !process.stdout.isTTY) display.show(line);
      },
    });
    ({ touch } = follower);
    const job = await started.ended;
    follower.stop();
    display.clear();
    const interrupted = interruption.exitCode();
    if (interrupted === undefined && job.status === 'completed') return await finish(options, started, writer);

    writer.finish();
    if (json) terminal.print(`${JSON.stringify(failedJobReply(job).structuredContent)}\n`);
    if (interrupted !== undefined) terminal.say('Interrupted: the run was stopped.');
    else terminal.sayError(job.error ?? { message: 'The agent gave no answer.' });
    return interrupted ?? 1;
  } finally {
    interruption.end();
  }
}

async function finish(
  { gateway, terminal, json }: AskOptions,
  started: StartedJob,
  writer: AnswerWriter,
): Promise<number> {
  const result = await gateway.jobs.result(started.id, { maxChars: Number.MAX_SAFE_INTEGER });
  const { deduplicated } = started;
  if (json) terminal.print(`${JSON.stringify(answerReply({ result, deduplicated }).structuredContent)}\n`);
  else writer.finish(result.answer);
  for (const { message } of result.warnings) terminal.say(`${terminal.styleError('yellow', 'Warning')} ${message}`);
  terminal.say(terminal.styleError('dim', closingLine(result)));
  return 0;
}

async function readRequest(options: AskOptions): Promise<GatewayRequest> {
  const { gateway, provider: id, words, session, continue: resumeLatest, model, effort, permission, cwd } = options;
  const { timeout: timeoutMs, option: pairs = [] } = options;
  const provider = gateway.providers.find((candidate) => candidate.id === id);
  if (provider === undefined) throw unknownProvider(id, gateway);
  return {
    provider: id,
    prompt: await readPrompt(words, process.stdin),
    options: readOptions(pairs, provider),
    // A person who types a question again wants a new answer.
    forceRefresh: true,
    ...(session !== undefined && { sessionId: session }),
    ...(resumeLatest !== undefined && { resumeLatest }),
    ...(model !== undefined && { model }),
    ...(effort !== undefined && { effort }),
    ...(permission !== undefined && { permission }),
    ...(cwd !== undefined && { cwd }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

function unknownProvider(id: string, { providers, failures }: Gateway): GatewayError {
  const known = providers.map((provider) => provider.id).join(', ');
  return new GatewayError('provider_not_found', `There is no provider "${id}".`, {
    hint:
      failures.length > 0
        ? `Loaded: ${known || 'none'}. ${failures.length} did not load: llm-gateway doctor`
        : `Loaded: ${known || 'none'}.`,
  });
}

function closingLine({ sessionId, model, durationMs, usage }: Job): string {
  const { inputTokens, outputTokens, costUsd } = usage ?? {};
  return [
    ...(model === undefined ? [] : [model]),
    formatDuration(durationMs),
    ...(inputTokens === undefined ? [] : [`${inputTokens} tokens in`]),
    ...(outputTokens === undefined ? [] : [`${outputTokens} out`]),
    ...(costUsd === undefined ? [] : [`$${costUsd.toFixed(4)}`]),
    ...(sessionId === undefined ? [] : [`session ${sessionId}`]),
  ].join(' · ');
}
