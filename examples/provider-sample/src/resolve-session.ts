import type { SessionIntent, SessionPlan } from '@llm-gateway/core/provider';

export function resolveSession(intent: SessionIntent): SessionPlan {
  switch (intent.kind) {
    case 'resume':
      return { kind: 'resume', nativeId: intent.id };
    case 'fork':
      return { kind: 'fork', detail: intent.id }; // the new id is the CLI's to pick
    case 'new':
    case 'latest':
      return { kind: intent.kind }; // the CLI picks the id and reports it
    default:
      return intent satisfies never;
  }
}
