import type { AgentEvent, JsonValue, StopReason, FailureReason, Usage, Warning } from '../provider.js';
import type { AnswerFile } from './answer-file.js';
import { describeActivity } from './describe-activity.js';

/** What the events of a run amount to. Grows as they arrive. */
export interface RunState {
  sessionId?: string;
  model?: string;
  usage: Usage;
  warnings: Warning[];
  progress?: string;
  /** The agent's final answer, or what there is of one. */
  readonly answer: AnswerFile;
  /** Whether a line of the output was too long to be read whole. */
  hasCutLine: boolean;
  /** Whether the agent has done anything that a second try would do again. */
  hasActed: boolean;
  result?: { stop: StopReason; structured?: JsonValue; failure?: FailureReason };
  lastEvent?: AgentEvent;
}

const MAX_WARNINGS = 50;

export function emptyRunState(answer: AnswerFile): RunState {
  return { usage: {}, warnings: [], answer, hasCutLine: false, hasActed: false };
}

/** Takes one event in. */
export function foldEvent(state: RunState, event: AgentEvent): void {
  if (event.type !== 'raw') state.lastEvent = event;
  const activity = describeActivity(event);
  if (activity !== undefined) state.progress = activity;
  switch (event.type) {
    case 'session':
      state.sessionId = event.id;
      break;
    case 'model':
      state.model = event.id;
      break;
    case 'text':
      state.answer.add(event.delta, event.messageId);
      break;
    case 'tool-call':
    case 'file-change':
      state.hasActed = true;
      break;
    case 'usage':
      state.usage = { ...state.usage, ...event.usage };
      break;
    case 'warning':
      if (state.warnings.length < MAX_WARNINGS) state.warnings.push(event.warning);
      break;
    case 'result':
      if (state.result === undefined && event.text !== undefined) state.answer.replace(event.text);
      state.result ??= {
        stop: event.stop,
        ...(event.structured === undefined ? {} : { structured: event.structured }),
        ...(event.failure === undefined ? {} : { failure: event.failure }),
      };
      break;
    case 'thought':
    case 'tool-result':
    case 'raw':
      break;
    default:
      // A newer provider may send what this gateway does not know.
      event satisfies never;
  }
}
