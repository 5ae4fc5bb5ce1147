import type { SessionIntent, SessionPlan } from '@llm-gateway/core/provider';
import { sessionNotFound } from './explain-failure.js';

/**
 * A new conversation gets its id from Claude Code: with an id of ours, a second try would be refused because the first one
 * has taken it.
 */
export function resolveSession(intent: SessionIntent): SessionPlan {
  switch (intent.kind) {
    case 'new':
      return { kind: 'new' };
    case 'resume':
    case 'fork':
      // `--resume` takes titles, too, and a title may belong to another conversation than the one that was meant.
      if (!UUID.test(intent.id)) return { kind: intent.kind, failure: sessionNotFound };
      return { kind: intent.kind, nativeId: intent.id };
    case 'latest': // never asked for: features.sessions.latest is false
      return { kind: 'latest', failure: sessionNotFound };
    default:
      return intent satisfies never;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
