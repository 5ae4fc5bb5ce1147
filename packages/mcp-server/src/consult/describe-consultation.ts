import { redact } from '@llm-gateway/core';
import type { Choice } from './choose-providers.js';
import { stateOf, type Voice } from './start-consultation.js';
import { countVerdicts, verdictOf } from './verdicts.js';

export interface ConsultationFacts {
  readonly voices: readonly Voice[];
  readonly notAsked: Choice['notAsked'];
  readonly choices: readonly string[] | undefined;
  /** So much of each answer is shown; the rest is read by its job. */
  readonly maxChars: number;
}

/** A consultation as data: every answer with its author, and whoever gave none shown as such. */
export function describeConsultation({
  voices,
  notAsked,
  choices,
  maxChars,
}: ConsultationFacts): Record<string, unknown> {
  const answered = voices.filter((voice) => stateOf(voice) === 'answered').length;
  const isWaiting = voices.some((voice) => stateOf(voice) === 'working');
  return {
    status: isWaiting ? 'deferred' : answered > 0 ? 'completed' : 'failed',
    asked: voices.length,
    answered,
    answers: voices.map((voice) => describeVoice(voice, choices, maxChars)),
    ...(notAsked.length > 0 && { notAsked }),
    ...(choices && countVerdicts(voices, choices)),
  };
}

export interface AnswerPage {
  readonly text: string;
  /** Where the rest begins, in bytes. */
  readonly nextOffset?: number;
}

export function firstPage(answer: string, maxChars: number): AnswerPage {
  if (answer.length <= maxChars) return { text: answer };
  // Never between the halves of one character.
  const text = answer.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, '');
  return { text, nextOffset: Buffer.byteLength(text) };
}

function describeVoice(
  voice: Voice,
  choices: readonly string[] | undefined,
  maxChars: number,
): Record<string, unknown> {
  const { provider, started, result, refusal } = voice;
  const state = stateOf(voice);
  const { text, nextOffset } = firstPage(result?.answer ?? '', maxChars);
  const error = result?.error ?? refusal;
  const verdict = choices && verdictOf(voice, choices);
  return {
    provider: provider.id,
    cli: provider.id,
    status: state,
    ...(state === 'answered' && { answer: text }),
    ...(verdict !== undefined && { verdict }),
    ...(nextOffset !== undefined && { nextOffset }),
    ...(started && { jobId: started.id }),
    ...(result?.sessionId !== undefined && { sessionId: result.sessionId }),
    ...(result?.model !== undefined && { model: result.model }),
    ...(result && { durationMs: result.durationMs, ...result.usage, warnings: result.warnings }),
    ...(error && {
      error: redact(error.message),
      errorCategory: result?.error?.category ?? refusal?.code,
      retryable: error.retryable,
      ...(error.hint !== undefined && { hint: redact(error.hint) }),
      ...(error.retryAt !== undefined && { retryAt: error.retryAt }),
    }),
  };
}
