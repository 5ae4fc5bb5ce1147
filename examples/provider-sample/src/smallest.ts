import { fileURLToPath } from 'node:url';
import type { AgentEvent, Provider } from '@llm-gateway/core/provider';
import * as z from 'zod';

/** The least that works: a new conversation each time, and the answer at its end. */
export const smallestProvider: Provider = {
  apiVersion: 1,
  id: 'smallest',
  displayName: 'Smallest',
  executable: { names: ['sample-agent'], installHint: 'npm link', wellKnownPaths: [bundledAgent()] },
  features: { sessions: { resume: false, latest: false, fork: false }, streaming: 'none', permissions: ['read-only'] },
  options: z.strictObject({}),
  resolveSession: () => ({ kind: 'new' }),
  buildCommand: ({ executable, prompt }) => ({ file: executable, args: ['run'], stdin: prompt }),
  parseOutput: async function* (lines) {
    for await (const line of lines) yield eventOf(line);
  },
};

function eventOf(line: string): AgentEvent {
  try {
    const { type, id, status, text } = lineSchema.parse(JSON.parse(line));
    if (type === 'session' && id) return { type, id };
    if (type === 'result' && status === 'ok') return { type, stop: 'end-turn', text: text ?? '' };
    if (type === 'result') return { type, stop: 'failed' };
  } catch {
    // Not JSON, or not what was expected: passed on as it is.
  }
  return { type: 'raw', value: line };
}

const lineSchema = z.object({
  type: z.string(),
  id: z.string().optional(),
  status: z.string().optional(),
  text: z.string().optional(),
});

function bundledAgent(): string {
  return fileURLToPath(new URL('../bin/sample-agent.mjs', import.meta.url));
}
