import { stateOf, type Voice } from './start-consultation.js';

/** What is added to a question that has fixed answers. */
export function askForVerdict(prompt: string, choices: readonly string[] | undefined): string {
  if (choices === undefined) return prompt;
  return `${prompt}\n\nEnd with one line that holds your verdict and nothing else: "VERDICT: " and one of: ${choices.join(' | ')}`;
}

export interface Verdicts {
  /** Who chose what. A choice that nobody made is there, and empty. */
  readonly verdicts: Readonly<Record<string, readonly string[]>>;
  /** Those that answered without one of the choices, failed, said nothing or are still at work. */
  readonly undecided: readonly string[];
  /** Everyone who was asked has made the same choice. */
  readonly unanimous: boolean;
}

/** Counts what the agents themselves wrote; nobody judges what they may have meant. */
export function countVerdicts(voices: readonly Voice[], choices: readonly string[]): Verdicts {
  const made = voices.map((voice) => ({ id: voice.provider.id, verdict: verdictOf(voice, choices) }));
  const who = (verdict: string | undefined): readonly string[] =>
    made.flatMap((each) => (each.verdict === verdict ? [each.id] : []));
  return {
    verdicts: Object.fromEntries(choices.map((choice) => [choice, who(choice)])),
    undecided: who(undefined),
    unanimous: made.every(({ verdict }) => verdict !== undefined && verdict === made[0]?.verdict),
  };
}

/** The choice on the last line that names a verdict. */
export function verdictOf(voice: Voice, choices: readonly string[]): string | undefined {
  if (stateOf(voice) !== 'answered') return undefined;
  const written = [...(voice.result?.answer ?? '').matchAll(/^\W*verdict\W*:(.*)$/gim)].at(-1)?.[1];
  return choices.find((choice) => bare(choice) === bare(written ?? ''));
}

function bare(text: string): string {
  return text.replaceAll(/^[\s*_`"'.]+|[\s*_`"'.!]+$/g, '').toLowerCase();
}
