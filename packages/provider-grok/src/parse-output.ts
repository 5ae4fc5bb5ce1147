import type { AgentEvent, FailureReason, StopReason, Usage } from '@llm-gateway/core/provider';
import { describeFailure, turnEndedByRefusal } from './explain-failure.js';
import { outputLine, type ContentBlock, type Delta, type OutputLine, type ResultLine } from './output-schema.js';
import { parseJson } from './parse-json.js';
import { readToolResult } from './read-tool-result.js';

/** Reads `grok --output-format streaming-messages-json --include-partial-messages`. */
export async function* parseOutput(lines: AsyncIterable<string>): AsyncGenerator<AgentEvent> {
  const toolNames = new Map<string, string>();
  const streamed = new Set<string>();
  let session: string | undefined;
  let model: string | undefined;
  let messageId = '';
  let isEndedByTool = false;
  let hasEnded = false;

  for await (const text of lines) {
    const value = parseJson(text);
    const parsed = outputLine.safeParse(value);
    if (!parsed.success || hasEnded) {
      yield { type: 'raw', value };
      continue;
    }
    const line: OutputLine = parsed.data;
    switch (line.type) {
      case 'system':
        // Without a login 1.0.41 prints an empty id.
        if (line.session_id !== '' && session === undefined) {
          session = line.session_id;
          yield { type: 'session', id: session };
        }
        if (isNews(line.model, model)) yield { type: 'model', id: (model = line.model) };
        break;
      case 'stream_event': {
        if (line.event.type === 'message_start') messageId = line.event.message.id;
        if (line.event.type !== 'content_block_delta') break;
        const event = reportPiece(line.event.delta, messageId);
        if (!event) break;
        streamed.add(pieceOf(event.type, messageId));
        yield event;
        break;
      }
      case 'assistant':
        if (isNews(line.message.model, model)) yield { type: 'model', id: (model = line.message.model) };
        for (const block of line.message.content) {
          if (block === null) continue;
          if (block.type === 'tool_use' || block.type === 'server_tool_use') toolNames.set(block.id, block.name);
          yield* reportBlock(block, line.message.id, streamed);
        }
        break;
      case 'user':
        for (const block of line.message.content) {
          if (block === null) continue;
          const result = readToolResult(block, toolNames.get(block.tool_use_id));
          isEndedByTool ||= result.endsTurn;
          yield* result.events;
        }
        break;
      case 'result': {
        hasEnded = true;
        const usage = usageOf(line);
        if (usage) yield { type: 'usage', usage };
        yield reportResult(line, isEndedByTool);
        break;
      }
      default:
        line satisfies never;
    }
  }
}

function isNews(model: string, known: string | undefined): boolean {
  return model !== '' && model !== 'unknown' && model !== known;
}

function reportPiece(
  delta: Delta,
  messageId: string,
): (AgentEvent & { readonly type: 'text' | 'thought' }) | undefined {
  switch (delta.type) {
    case 'text_delta':
      return { type: 'text', delta: delta.text, messageId };
    case 'thinking_delta':
      return { type: 'thought', delta: delta.thinking, messageId };
    case 'input_json_delta':
    case 'signature_delta':
      return undefined;
    default:
      return delta satisfies never;
  }
}

function pieceOf(type: 'text' | 'thought', messageId: string): string {
  return `${type} ${messageId}`;
}

/** A whole message comes after its pieces; only what had no pieces is still to be said. */
function* reportBlock(block: ContentBlock, messageId: string, streamed: ReadonlySet<string>): Generator<AgentEvent> {
  switch (block.type) {
    case 'text':
      if (!streamed.has(pieceOf('text', messageId))) yield { type: 'text', delta: block.text, messageId };
      break;
    case 'thinking':
      if (!streamed.has(pieceOf('thought', messageId))) yield { type: 'thought', delta: block.thinking, messageId };
      break;
    case 'tool_use':
    case 'server_tool_use':
      yield { type: 'tool-call', callId: block.id, name: block.name, input: block.input };
      break;
    case 'web_search_tool_result':
      yield { type: 'tool-result', callId: block.tool_use_id, output: block.content };
      break;
    default:
      block satisfies never;
  }
}

/** Of this run alone. Grok prints zeros for what it does not know, of tokens and of money. */
function usageOf({ usage, total_cost_usd: costUsd }: ResultLine): Usage | undefined {
  if (!usage) return undefined;
  const cached = usage.cache_read_input_tokens;
  const inputTokens = usage.input_tokens + cached + usage.cache_creation_input_tokens;
  if (inputTokens + usage.output_tokens === 0) return undefined;
  return {
    inputTokens,
    outputTokens: usage.output_tokens,
    cachedInputTokens: cached,
    ...(costUsd > 0 && { costUsd }),
  };
}

function reportResult(line: ResultLine, isEndedByTool: boolean): AgentEvent {
  const answer = {
    ...(line.result !== undefined && { text: line.result }),
    ...(line.structured_output != null && { structured: line.structured_output }),
  };
  if (!line.is_error && line.subtype === 'success') {
    return { type: 'result', stop: 'end-turn', ...answer };
  }
  const failure = failureOf(line, isEndedByTool);
  return { type: 'result', stop: stopOf(line, failure), ...answer, failure };
}

function stopOf({ subtype }: ResultLine, { code }: FailureReason): StopReason {
  if (subtype === 'error_max_turns') return 'max-turns';
  return code === 'refused' ? 'refused' : 'failed';
}

/** A tool that needs a person's word ends the turn with exit code 0 and no words. */
function failureOf(line: ResultLine, isEndedByTool: boolean): FailureReason {
  if (line.stop_reason === 'cancelled' && isEndedByTool) return turnEndedByRefusal;
  return describeFailure([line.subtype, ...line.errors].join('\n'));
}
