import type { Gateway } from '@llm-gateway/core';
import { formatDuration } from '../progress/progress-line.js';
import { stateOf, type Consultation, type Voice } from './start-consultation.js';

export interface ProgressOptions {
  readonly gateway: Gateway;
  readonly consultation: Consultation;
  readonly say: (line: string) => void;
  readonly gapMs?: number;
}

/** Says who has answered and what the others are at: at once, whenever `touch` is called, and now and then. */
export function followConsultation({ gateway, consultation, say, gapMs = 5_000 }: ProgressOptions): {
  touch(): void;
  stop(): void;
} {
  const since = performance.now();
  let hasStopped = false;
  const speak = (): void => {
    void consultationLine(gateway, consultation.voices()).then(
      (line) => {
        if (!hasStopped) say(`${line} · ${formatDuration(performance.now() - since)}`);
      },
      () => {
        // Progress is a courtesy: a record that cannot be read now must not end the consultation.
      },
    );
  };
  const timer = setInterval(speak, gapMs).unref();
  speak();
  return {
    touch: speak,
    stop() {
      hasStopped = true;
      clearInterval(timer);
    },
  };
}

async function consultationLine(gateway: Gateway, voices: readonly Voice[]): Promise<string> {
  const names = (state: ReturnType<typeof stateOf>): string =>
    voices.flatMap((voice) => (stateOf(voice) === state ? [voice.provider.displayName] : [])).join(', ');
  const activities = await Promise.all(
    voices.filter((voice) => stateOf(voice) === 'working').map((voice) => activityOf(gateway, voice)),
  );
  const answered = voices.filter((voice) => stateOf(voice) === 'answered').length;
  return [
    `${answered} of ${voices.length} answered${answered === 0 ? '' : `: ${names('answered')}`}`,
    ...(['silent', 'failed'] as const).flatMap((state) => (names(state) === '' ? [] : [`${state}: ${names(state)}`])),
    ...activities,
  ].join(' · ');
}

async function activityOf(gateway: Gateway, { provider, started }: Voice): Promise<string> {
  const job = started && (await gateway.jobs.get(started.id));
  const activity = job?.status === 'queued' || job === undefined ? 'starting' : (job.progress ?? 'working');
  return `${provider.displayName} ${activity}`;
}
