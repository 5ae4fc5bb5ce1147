import type { AgentEvent, FailureReason, RunFacts, StopReason } from '@llm-gateway/core/provider';
import { explainResult } from './explain-failure.js';
import type { ClaudeOptions } from './options.js';
import { outputLine, type OutputLine, type ResultLine, type SystemLine } from './output-schema.js';
import { parseJson } from './parse-json.js';
import { reportMessage, reportModel, type Messages } from './report-message.js';
import { usageOfRun } from './usage-of-run.js';

/** Reads `--output-format stream-json --include-partial-messages`. */
export async function* parseOutput(
  lines: AsyncIterable<string>,
  facts?: RunFacts<ClaudeOptions>,
): AsyncGenerator<AgentEvent> {
  const run = newRun();
  for await (const text of lines) {
    if (text.trim() === '') continue;
    const value = parseJson(text);
    const line = outputLine.safeParse(value);
    if (line.success) yield* eventsOf(line.data, run);
    else yield { type: 'raw', value };
  }
  const last = run.results.at(-1);
  if (last) yield* reportEnd(last, { run, wantsStructure: facts?.options.outputSchema !== undefined });
}

/** What earlier lines said that later ones need. */
interface Run extends Messages {
  sessionId: string | undefined;
  /** When a spent limit is full again. */
  resetsAt: number | undefined;
  /** One for each turn: a task that ends in the background begins another turn. */
  readonly results: ResultLine[];
  readonly deniedCalls: Set<string>;
}

function newRun(): Run {
  return {
    sessionId: undefined,
    model: undefined,
    streamed: undefined,
    apiError: undefined,
    resetsAt: undefined,
    results: [],
    deniedCalls: new Set(),
  };
}

function* eventsOf(line: OutputLine, run: Run): Generator<AgentEvent> {
  switch (line.type) {
    case 'system':
      yield* reportSystem(line, run);
      return;
    case 'stream_event':
    case 'assistant':
    case 'user':
      yield* reportMessage(line, run);
      return;
    case 'rate_limit_event':
      if (line.rate_limit_info.status === 'rejected') run.resetsAt = line.rate_limit_info.resetsAt;
      return;
    case 'result':
      run.results.push(line);
      for (const denial of line.permission_denials ?? []) yield* reportDenial(denial, run);
      yield* reportUsage(run);
      return;
    default:
      line satisfies never;
  }
}

function* reportSystem(line: SystemLine, run: Run): Generator<AgentEvent> {
  switch (line.subtype) {
    case 'init':
      // Each turn of a run begins with one.
      if (run.sessionId !== undefined) return;
      run.sessionId = line.session_id;
      yield { type: 'session', id: line.session_id };
      yield* reportModel(line.model, run);
      for (const { name, status } of line.mcp_servers ?? []) {
        if (status !== 'failed' && status !== 'needs-auth') continue;
        const problem = status === 'failed' ? 'did not start' : 'needs a login: run `claude` and type /mcp';
        yield { type: 'warning', warning: { code: 'other', message: `The MCP server "${name}" ${problem}.` } };
      }
      return;
    case 'api_retry': {
      const cause = line.error_status === undefined ? 'could not be reached' : `answered with ${line.error_status}`;
      const message = `The model API ${cause}; Claude Code tries again (${line.attempt ?? '?'} of ${line.max_retries ?? '?'}).`;
      yield { type: 'warning', warning: { code: 'retrying', message } };
      return;
    }
    case 'model_fallback': {
      const message = `Claude Code changed from model "${line.original_model}" to "${line.fallback_model}".`;
      yield { type: 'warning', warning: { code: 'other', message } };
      return;
    }
    case 'permission_denied':
      yield* reportDenial(line, run);
      return;
    default:
      // The subtypes that are of no interest.
      return;
  }
}

/** Heard of twice from 2.1.330, and only at the end from 2.1.197. */
function* reportDenial(
  { tool_name, tool_use_id }: { readonly tool_name: string; readonly tool_use_id: string },
  { deniedCalls }: Run,
): Generator<AgentEvent> {
  if (deniedCalls.has(tool_use_id)) return;
  deniedCalls.add(tool_use_id);
  const message = `Claude Code was not allowed to use "${tool_name}".`;
  yield { type: 'warning', warning: { code: 'permission-denied', message } };
}

function* reportUsage({ results }: Run): Generator<AgentEvent> {
  const usage = usageOfRun(results);
  // A run that failed at once, or at its budget in 2.1.197, counts nothing.
  if (usage.inputTokens || usage.outputTokens) yield { type: 'usage', usage };
}

function* reportEnd(
  line: ResultLine,
  { run, wantsStructure }: { readonly run: Run; readonly wantsStructure: boolean },
): Generator<AgentEvent> {
  if (line.is_error !== false) {
    const failure = explainResult({
      subtype: line.subtype,
      terminalReason: line.terminal_reason,
      stopReason: line.stop_reason,
      status: line.api_error_status,
      errors: line.errors,
      apiError: run.apiError,
      resetsAt: run.resetsAt,
    });
    yield { type: 'result', stop: stopFor(line, failure), failure };
    return;
  }
  const structured = line.structured_output;
  if (wantsStructure && structured === undefined) {
    const message = 'Claude Code ended without the structured answer that outputSchema asks for.';
    yield { type: 'warning', warning: { code: 'other', message } };
  }
  yield {
    type: 'result',
    stop: 'end-turn',
    text: line.result ?? '',
    ...(structured !== undefined && { structured }),
  };
}

function stopFor({ subtype }: ResultLine, { code }: FailureReason): StopReason {
  if (code === 'refused') return 'refused';
  return subtype === 'error_max_turns' ? 'max-turns' : 'failed';
}
