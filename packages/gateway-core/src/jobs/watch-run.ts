import type { AgentEvent, Provider, RunFacts } from '../provider.js';
import type { StopCause } from './decide-outcome.js';
import { createAnswerFile } from './answer-file.js';
import { emptyRunState, foldEvent, type RunState } from './fold-events.js';
import { followOutput, splitLines } from './follow-output.js';
import { fileBytes, type Spool } from './spool.js';

/** How often sizes and clocks are looked at. */
const CHECK_MS = 250;

export interface RunLimits {
  readonly timeoutMs: number;
  /** `undefined`: silence says nothing. */
  readonly idleTimeoutMs: number | undefined;
  readonly outputCapBytes: number;
}

export interface RunToWatch {
  readonly provider: Provider;
  readonly facts: RunFacts<unknown>;
  readonly spool: Spool;
  readonly limits: RunLimits;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  /** Called once with the state, which then grows in place. */
  readonly onState: (state: RunState) => void;
  readonly onEvent: (event: AgentEvent) => void;
  /** Called about four times a second while the process runs. */
  readonly onCheck: (state: RunState) => void;
  /** A limit has been passed. The watch goes on until the process has ended. */
  readonly onLimit: (cause: StopCause) => void;
}

/** Follows a run from its first byte to its end, whoever started it. Resolves with what its events amount to. */
export async function watchRun(run: RunToWatch): Promise<RunState> {
  const { provider, spool, ended, onEvent } = run;
  const state = emptyRunState(createAnswerFile(spool.answer));
  run.onState(state);
  const output = followOutput(spool.stdout, run.limits.outputCapBytes);
  const timer = setInterval(createCheck(run, state), CHECK_MS);
  void ended.then(() => output.finish());
  try {
    for await (const event of provider.parseOutput(
      splitLines(output.chunks(), { onCut: () => noteCut(state) }),
      run.facts,
    )) {
      foldEvent(state, event);
      onEvent(event);
    }
  } catch (error) {
    // The contract forbids it; a provider that throws must not lose the run.
    state.warnings.push({
      code: 'other',
      message: `${provider.displayName}'s output could not be read: ${String(error)}`,
    });
  } finally {
    await ended;
    clearInterval(timer);
    state.answer.close();
  }
  return state;
}

function noteCut(state: RunState): void {
  if (state.hasCutLine) return;
  state.hasCutLine = true;
  state.warnings.push({ code: 'other', message: 'A line of the output was too long to be read whole.' });
}

function createCheck(run: RunToWatch, state: RunState): () => void {
  const { limits, startedAt, spool, onCheck, onLimit } = run;
  let lastBytes = 0;
  let lastActivity = Date.now();
  return () => {
    const bytes = fileBytes(spool.stdout) + fileBytes(spool.stderr);
    if (bytes !== lastBytes) lastActivity = Date.now();
    lastBytes = bytes;
    onCheck(state);
    if (bytes > limits.outputCapBytes) onLimit('output_overflow');
    else if (Date.now() - startedAt > limits.timeoutMs) onLimit('timeout');
    else if (limits.idleTimeoutMs !== undefined && Date.now() - lastActivity > limits.idleTimeoutMs)
      onLimit('idle_timeout');
  };
}
