import type {
  AgentEvent,
  Gateway,
  GatewayError,
  GatewayRequest,
  JobResult,
  Provider,
  StartedJob,
} from '@llm-gateway/core';
import { asGatewayError } from '../replies/failure-reply.js';

/** One agent that was asked, and what has come of it so far. */
export interface Voice {
  readonly provider: Provider;
  /** Absent while it is being started, and when it was refused. */
  readonly started?: StartedJob;
  /** Once the job has ended, however. */
  readonly result?: JobResult;
  /** Why nothing was started. */
  readonly refusal?: GatewayError;
}

/** `silent`: it ended well and said nothing, which is no agreement. */
export type VoiceState = 'working' | 'answered' | 'silent' | 'failed';

export interface Consultation {
  /** In the order of asking, whoever answers first. */
  voices(): readonly Voice[];
  /** Resolves when every voice has answered or failed. Never rejects. */
  readonly ended: Promise<unknown>;
  /** The jobs go on when this gateway closes. */
  detach(): void;
  cancel(): Promise<void>;
}

export interface Question {
  readonly gateway: Gateway;
  readonly providers: readonly Provider[];
  readonly request: Pick<GatewayRequest, 'prompt' | 'cwd' | 'forceRefresh'>;
  readonly client: string;
  readonly onEvent?: (provider: Provider, event: AgentEvent) => void;
  /** Called as each voice has ended. */
  readonly onVoice?: (voice: Voice) => void;
}

/** Puts one question to several agents at once. They may only read, and none hears of the others. */
export function startConsultation({ gateway, providers, request, client, onEvent, onVoice }: Question): Consultation {
  const voices: Voice[] = providers.map((provider) => ({ provider }));
  let isDetached = false;
  let isCanceled = false;

  async function ask(provider: Provider, index: number): Promise<void> {
    let voice: Voice;
    try {
      const started = await gateway.start(
        { ...request, provider: provider.id, permission: 'read-only' },
        { client, onEvent: (event) => onEvent?.(provider, event) },
      );
      voices[index] = { provider, started };
      if (isDetached) started.detach();
      if (isCanceled) await gateway.jobs.cancel(started.id);
      await started.ended;
      const result = await gateway.jobs.result(started.id, { maxChars: Number.MAX_SAFE_INTEGER });
      voice = { provider, started, result };
    } catch (error) {
      voice = { ...voices[index], provider, refusal: asGatewayError(error) };
    }
    voices[index] = voice;
    onVoice?.(voice);
  }

  return {
    voices: () => voices,
    ended: Promise.all(providers.map(ask)),
    detach() {
      isDetached = true;
      for (const { started } of voices) started?.detach();
    },
    async cancel() {
      isCanceled = true;
      const jobs = voices.flatMap(({ started }) => (started === undefined ? [] : [started.id]));
      await Promise.all(jobs.map((id) => gateway.jobs.cancel(id)));
    },
  };
}

export function stateOf({ result, refusal }: Voice): VoiceState {
  if (refusal !== undefined) return 'failed';
  if (result === undefined) return 'working';
  if (result.status === 'completed') return 'answered';
  return result.error?.category === 'empty_output' ? 'silent' : 'failed';
}
