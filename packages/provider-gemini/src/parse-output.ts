import type { AgentEvent, StopReason, Usage } from '@llm-gateway/core/provider';
import { explainMessage, notSent, unexplained, type Ending } from './explain-failure.js';
import { outputLine, type OutputLine, type ResultLine } from './output-schema.js';
import { parseJson } from './parse-json.js';

/** Maps `--output-format=stream-json` to events. */
export async function* parseOutput(lines: AsyncIterable<string>): AsyncGenerator<AgentEvent> {
  const run = newRun();
  for await (const text of lines) {
    if (text.trim() === '') continue;
    const value = parseJson(text) ?? text;
    const line = outputLine.safeParse(value);
    if (!line.success || run.isOver) {
      yield { type: 'raw', value };
      continue;
    }
    yield* eventsOf(line.data, run);
  }
}

/** What earlier lines said that later ones need. */
interface Run {
  model: string | undefined;
  /** The text since the last tool call, which is the answer when none follows. */
  answer: string;
  /** Counts the messages: one ends where the agent calls a tool. */
  messages: number;
  readonly toolNames: Map<string, string>;
  readonly writtenPaths: Map<string, string>;
  /** The last `error` line of either severity. */
  error: string | undefined;
  warning: string | undefined;
  isOver: boolean;
}

function newRun(): Run {
  return {
    model: undefined,
    answer: '',
    messages: 1,
    toolNames: new Map(),
    writtenPaths: new Map(),
    error: undefined,
    warning: undefined,
    isOver: false,
  };
}

function* eventsOf(line: OutputLine, run: Run): Generator<AgentEvent> {
  switch (line.type) {
    case 'init':
      yield { type: 'session', id: line.session_id };
      // "auto" is a router, not a model; what it chose stands in the result.
      if (line.model !== undefined && line.model !== 'auto') yield* modelEvent(line.model, run);
      return;
    case 'message':
      // The CLI echoes the prompt.
      if (line.role === 'user') return;
      run.answer += line.content;
      yield { type: 'text', delta: line.content, messageId: String(run.messages) };
      return;
    case 'tool_use':
      yield toolCall(line, run);
      return;
    case 'tool_result':
      yield* toolResult(line, run);
      return;
    case 'error':
      if (line.severity !== 'warning') {
        run.error = line.message;
        return;
      }
      run.warning = line.message;
      yield { type: 'warning', warning: { code: 'other', message: `Gemini CLI warned: ${line.message}` } };
      return;
    case 'result':
      run.isOver = true;
      yield* endOf(line, run);
      return;
    default:
      line satisfies never;
  }
}

function* modelEvent(id: string, run: Run): Generator<AgentEvent> {
  run.model = id;
  yield { type: 'model', id };
}

type ToolUseLine = Extract<OutputLine, { type: 'tool_use' }>;
type ToolResultLine = Extract<OutputLine, { type: 'tool_result' }>;

function toolCall({ tool_id: callId, tool_name: name, parameters: input }: ToolUseLine, run: Run): AgentEvent {
  run.toolNames.set(callId, name);
  if (run.answer !== '') {
    run.answer = '';
    run.messages += 1;
  }
  const path = input['file_path'];
  if ((name === 'write_file' || name === 'replace') && typeof path === 'string') run.writtenPaths.set(callId, path);
  return { type: 'tool-call', callId, name, input };
}

function* toolResult({ tool_id: callId, status, output, error }: ToolResultLine, run: Run): Generator<AgentEvent> {
  const isError = status === 'error';
  const said = output ?? error?.message;
  yield { type: 'tool-result', callId, isError, ...(said !== undefined && { output: said }) };
  const path = run.writtenPaths.get(callId);
  // Whether the file was there before is not told.
  if (path !== undefined && !isError) yield { type: 'file-change', path, change: 'modify' };
  if (error?.type !== 'policy_violation') return;
  const message = `Gemini CLI did not let the agent use "${run.toolNames.get(callId) ?? 'a tool'}".`;
  yield { type: 'warning', warning: { code: 'permission-denied', message } };
}

function* endOf(line: ResultLine, run: Run): Generator<AgentEvent> {
  const model = mainModel(line, run.model);
  if (model !== undefined && model !== run.model) yield* modelEvent(model, run);
  const usage = usageOf(line);
  if (usage !== undefined) yield { type: 'usage', usage };
  const ending = endingOf(line, run);
  if (ending !== undefined) yield { type: 'result', ...ending, ...(run.answer !== '' && { text: run.answer }) };
}

/** The model that was asked for, if it answered; else the one that did the most. */
function mainModel({ stats }: ResultLine, asked: string | undefined): string | undefined {
  const { models = {} } = stats ?? {};
  if (asked !== undefined && asked in models) return asked;
  const busiest = Object.entries(models).toSorted(([, a], [, b]) => (b.total_tokens ?? 0) - (a.total_tokens ?? 0))[0];
  return busiest?.[0];
}

/** `output_tokens` leaves out the model's thoughts, which are paid for as well; the total holds them (0.61.0). */
function usageOf({ stats }: ResultLine): Usage | undefined {
  if (stats?.input_tokens === undefined) return undefined;
  const { input_tokens: inputTokens, output_tokens: spoken = 0, total_tokens: total = 0, cached } = stats;
  const outputTokens = Math.max(spoken, total - inputTokens);
  return { inputTokens, outputTokens, ...(cached !== undefined && { cachedInputTokens: cached }) };
}

/** `undefined`: only the exit code, which the gateway shows to `explainFailure`, says what the error is. */
function endingOf({ status, error, stats }: ResultLine, run: Run): Ending | { readonly stop: StopReason } | undefined {
  if (error !== undefined) return explainMessage(error.message);
  if (status === 'error' || run.error !== undefined) return explainMessage(run.error ?? '') ?? unexplained;
  const didNothing = run.answer === '' && run.toolNames.size === 0 && Object.keys(stats?.models ?? {}).length === 0;
  if (!didNothing) return { stop: 'end-turn' };
  // 0.61.0 ends like this, with exit code 0, when it sees a loop or a hook blocks the run (both are told in a warning), when
  // a hook stops the run, and when the conversation is too long to be sent.
  return explainMessage(run.warning ?? '') ?? notSent;
}
