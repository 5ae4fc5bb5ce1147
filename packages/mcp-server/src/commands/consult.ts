import type { Gateway } from '@llm-gateway/core';
import { chooseProviders } from '../consult/choose-providers.js';
import { followConsultation } from '../consult/consultation-progress.js';
import { verdictLine } from '../consult/consultation-reply.js';
import { describeConsultation } from '../consult/describe-consultation.js';
import { startConsultation, stateOf, type Voice } from '../consult/start-consultation.js';
import { askForVerdict } from '../consult/verdicts.js';
import { formatDuration } from '../progress/progress-line.js';
import { createProgressDisplay } from './progress-display.js';
import { readPrompt } from './read-prompt.js';
import type { Terminal } from './terminal.js';
import { whenInterrupted } from './when-interrupted.js';

export interface ConsultOptions {
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly words: readonly string[];
  readonly providers?: readonly string[];
  readonly choices?: readonly string[];
  readonly cwd?: string;
  readonly json?: boolean;
}

/** `llm-gateway consult`: each answer under its author's name as it comes. */
export async function consult(options: ConsultOptions): Promise<number> {
  const { gateway, terminal, words, choices, cwd, json } = options;
  const prompt = await readPrompt(words, process.stdin);
  const { asked, notAsked } = await chooseProviders(gateway, options.providers);
  const display = createProgressDisplay(process.stderr);
  let touch = (): void => {};
  const consultation = startConsultation({
    gateway,
    providers: asked,
    // A person who types a question again wants new answers.
    request: { prompt: askForVerdict(prompt, choices), forceRefresh: true, ...(cwd !== undefined && { cwd }) },
    client: 'cli',
    onVoice: (voice) => {
      display.clear();
      if (!json) terminal.print(voiceText(voice, terminal));
      touch();
    },
  });
  const interruption = whenInterrupted(terminal, () => consultation.cancel());
  const follower = followConsultation({
    gateway,
    consultation,
    say: (line) => display.show(line),
    gapMs: display.isLive ? 1_000 : 15_000,
  });
  ({ touch } = follower);
  await consultation.ended;
  follower.stop();
  interruption.end();
  display.clear();

  const voices = consultation.voices();
  if (json) {
    const facts = { voices, notAsked, choices, maxChars: Number.MAX_SAFE_INTEGER };
    terminal.print(`${JSON.stringify(describeConsultation(facts), undefined, 2)}\n`);
  }
  if (choices !== undefined && !json) terminal.print(`${terminal.style('bold', verdictLine(voices, choices))}\n`);
  for (const { provider, reason } of notAsked) terminal.say(`${provider} was not asked: ${reason}`);
  return interruption.exitCode() ?? (voices.some((voice) => stateOf(voice) === 'answered') ? 0 : 1);
}

function voiceText(voice: Voice, { style }: Pick<Terminal, 'style'>): string {
  const { provider, result, refusal } = voice;
  const facts = [
    ...(result?.model === undefined ? [] : [result.model]),
    ...(result === undefined ? [] : [formatDuration(result.durationMs)]),
  ];
  const head = style('bold', `## ${[provider.displayName, ...facts].join(' · ')}`);
  const error = result?.error ?? refusal;
  const answer = stateOf(voice) === 'answered' ? (result?.answer.trimEnd() ?? '') : undefined;
  const body =
    answer ?? `${style('red', 'No answer:')} ${error?.message ?? ''} ${style('dim', error?.hint ?? '')}`.trimEnd();
  return `${head}\n${body}\n\n`;
}
