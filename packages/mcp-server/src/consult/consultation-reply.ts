import { redact } from '@llm-gateway/core';
import type { CallToolResult } from '@modelcontextprotocol/server';
import type { ClientLimits } from '../clients/client-limits.js';
import { outputSchema } from '../tools/output-schema.js';
import { describeConsultation, firstPage, type ConsultationFacts } from './describe-consultation.js';
import { stateOf, type Voice } from './start-consultation.js';
import { countVerdicts } from './verdicts.js';

export const CONSULT_OUTPUT = outputSchema({ status: { type: 'string' }, answers: { type: 'array' } }, ['status']);

/** Every answer under its author's name, in text and in structure. */
export function consultationReply(
  facts: Omit<ConsultationFacts, 'maxChars'>,
  { pageChars, reads }: Pick<ClientLimits, 'pageChars' | 'reads'>,
): CallToolResult {
  const maxChars = Math.max(1_000, Math.floor(pageChars / Math.max(1, facts.voices.length)));
  const described = describeConsultation({ ...facts, maxChars });
  const isWaiting = described['status'] === 'deferred';
  const parts = [...facts.voices.map((voice) => section(voice, maxChars)), ...closing(facts)];
  return {
    ...(described['status'] === 'failed' && { isError: true }),
    content: [{ type: 'text', text: parts.join('\n\n') }],
    structuredContent: {
      // A client that shows both parts would pay for each answer twice.
      ...(reads === 'both' ? withoutAnswers(described, facts, maxChars) : described),
      ...(isWaiting && {
        pollWith: 'llm_job_status',
        fetchWith: 'llm_job_result',
        cancelWith: 'llm_job_cancel',
      }),
    },
  };
}

function section(voice: Voice, maxChars: number): string {
  const { provider, started, result, refusal } = voice;
  const model = result?.model === undefined ? '' : ` (${result.model})`;
  const head = `## ${provider.displayName}${model}`;
  const error = result?.error ?? refusal;
  const state = stateOf(voice);
  switch (state) {
    case 'answered': {
      const { text, nextOffset } = firstPage(result?.answer ?? '', maxChars);
      const more =
        nextOffset === undefined
          ? ''
          : `\n[It goes on: llm_job_result {"jobId":"${started?.id ?? ''}","offset":${nextOffset}}]`;
      return `${head}\n${text}${more}`;
    }
    case 'silent':
      return `${head}\n[It ended without an answer.]`;
    case 'failed':
      return `${head}\n[No answer: ${redact(error?.message ?? 'it failed.')}]`;
    case 'working':
      return `${head}\n[Still at work. Collect its answer with llm_job_result {"jobId":"${started?.id ?? ''}","waitMs":30000}]`;
    default:
      return state satisfies never;
  }
}

function closing({ voices, notAsked, choices }: Omit<ConsultationFacts, 'maxChars'>): readonly string[] {
  const lines = [
    ...(choices === undefined ? [] : [verdictLine(voices, choices)]),
    ...(notAsked.length === 0
      ? []
      : [`Not asked: ${notAsked.map(({ provider, reason }) => `${provider} (${reason})`).join(', ')}.`]),
  ];
  return lines.length === 0 ? [] : [`---\n${lines.join('\n')}`];
}

export function verdictLine(voices: readonly Voice[], choices: readonly string[]): string {
  const { verdicts, undecided, unanimous } = countVerdicts(voices, choices);
  const counts = Object.entries(verdicts).map(([choice, ids]) => `${choice}: ${ids.join(', ') || 'nobody'}`);
  const rest = undecided.length === 0 ? [] : [`no verdict: ${undecided.join(', ')}`];
  return `${unanimous ? 'Unanimous. ' : ''}${[...counts, ...rest].join('; ')}.`;
}

function withoutAnswers(
  described: Record<string, unknown>,
  facts: Omit<ConsultationFacts, 'maxChars'>,
  maxChars: number,
): Record<string, unknown> {
  const voices = facts.voices.map((voice) => {
    const { answers } = describeConsultation({ ...facts, voices: [voice], maxChars });
    const [only] = Array.isArray(answers) ? answers : [];
    return { ...only, answer: undefined };
  });
  return { ...described, answers: voices };
}
