import type { AgentEvent, JsonValue } from '@llm-gateway/core/provider';
import { failureOf } from './explain-failure.js';
import { outputLine, type OutputLine } from './output-schema.js';

/** One line, one event. */
export async function* parseOutput(lines: AsyncIterable<string>): AsyncGenerator<AgentEvent> {
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    const known = outputLine.safeParse(value);
    yield known.success ? eventOf(known.data) : { type: 'raw', value };
  }
}

function eventOf(line: OutputLine): AgentEvent {
  switch (line.type) {
    case 'session':
    case 'model':
      return line;
    case 'thinking':
      return { type: 'thought', delta: line.text };
    case 'text':
      return { type: 'text', delta: line.delta, messageId: line.message };
    case 'tool-call':
      return { type: 'tool-call', callId: line.id, name: line.name, input: line.input };
    case 'tool-result':
      return { type: 'tool-result', callId: line.id, output: line.output, isError: line.isError ?? false };
    case 'file-change':
      return { type: 'file-change', path: line.path, change: line.change };
    case 'usage': {
      const { inputTokens, outputTokens, cachedTokens } = line;
      return { type: 'usage', usage: { inputTokens, outputTokens, cachedInputTokens: cachedTokens } };
    }
    case 'result': {
      if (line.status === 'error') return { type: 'result', stop: 'failed', failure: failureOf(line.code, line) };
      return { type: 'result', stop: 'end-turn', ...(line.text !== undefined && { text: line.text }) };
    }
    default:
      return line satisfies never;
  }
}

function parseJson(line: string): JsonValue {
  try {
    // JSON.parse returns nothing but JSON values.
    return JSON.parse(line) as JsonValue;
  } catch {
    return line;
  }
}
