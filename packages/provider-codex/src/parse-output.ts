import type { AgentEvent, JsonValue, RunFacts } from '@llm-gateway/core/provider';
import { describeFailure } from './explain-failure.js';
import type { CodexOptions } from './options.js';
import { outputItem, outputLine } from './output-schema.js';
import { reportItem } from './report-item.js';
import { usageOfRun } from './usage-of-run.js';

/** Reads `codex exec --json`. Codex prints whole messages, never pieces of one. */
export async function* parseOutput(
  lines: AsyncIterable<string>,
  run?: RunFacts<CodexOptions>,
): AsyncGenerator<AgentEvent> {
  const toolsBegun = new Set<string>();
  const warnings = new Set<string>();
  let answer: string | undefined;
  let lastError: string | undefined;
  let hasEnded = false;

  for await (const text of lines) {
    const value = parseJson(text);
    const line = outputLine.safeParse(value);
    if (!line.success || hasEnded) {
      yield { type: 'raw', value };
      continue;
    }
    switch (line.data.type) {
      case 'thread.started':
        yield { type: 'session', id: line.data.thread_id };
        break;
      case 'turn.started':
        break;
      case 'item.started':
      case 'item.updated':
      case 'item.completed': {
        const item = outputItem.safeParse(line.data.item);
        if (!item.success) {
          yield { type: 'raw', value };
          break;
        }
        const isComplete = line.data.type === 'item.completed';
        if (isComplete && item.data.type === 'agent_message') answer = item.data.text;
        for (const event of reportItem(item.data, { isComplete, toolsBegun })) {
          if (!isRepeated(event, warnings)) yield event;
        }
        break;
      }
      case 'error': {
        const retry = describeRetry(line.data.message);
        if (retry) yield retry;
        lastError = retry ? lastError : line.data.message;
        break;
      }
      case 'turn.completed': {
        hasEnded = true;
        const usage = usageOfRun(line.data.usage, run?.session);
        if (usage) yield { type: 'usage', usage };
        yield { type: 'result', stop: 'end-turn', text: answer ?? '', ...structured(answer, run) };
        break;
      }
      case 'turn.failed':
        hasEnded = true;
        yield failed(line.data.error.message, answer);
        break;
      default:
        line.data satisfies never;
    }
  }
  if (!hasEnded && lastError !== undefined) yield failed(lastError, answer);
}

function parseJson(text: string): JsonValue {
  try {
    // What JSON.parse makes is what JsonValue describes.
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

/** 0.169.0 prints some of its warnings twice. */
function isRepeated(event: AgentEvent, warnings: Set<string>): boolean {
  if (event.type !== 'warning') return false;
  const { message } = event.warning;
  return warnings.has(message) || !warnings.add(message);
}

/** `Reconnecting... 2/5 (<why>)`: not the end, Codex tries again by itself. */
function describeRetry(message: string): AgentEvent | undefined {
  const [, progress, why] = /^Reconnecting\.\.\. (\S+)(?: \((.*)\))?/s.exec(message) ?? [];
  if (progress === undefined) return undefined;
  const reason = why === undefined ? '' : ` ${describeFailure(why).message}`;
  const attempt = progress.includes('/') ? ` (${progress})` : '';
  return { type: 'warning', warning: { code: 'retrying', message: `Codex tries again${attempt}.${reason}` } };
}

function failed(message: string, answer: string | undefined): AgentEvent {
  const failure = describeFailure(message);
  const stop = failure.code === 'refused' ? 'refused' : 'failed';
  return { type: 'result', stop, ...(answer !== undefined && { text: answer }), failure };
}

/** Codex does not check the answer against the schema that it passed on. */
function structured(
  answer: string | undefined,
  run: RunFacts<CodexOptions> | undefined,
): { readonly structured?: JsonValue } {
  if (run?.options.outputSchema === undefined || answer === undefined) return {};
  const value = parseJson(answer);
  return value === answer ? {} : { structured: value };
}
