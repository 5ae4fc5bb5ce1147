import type { Provider } from '@llm-gateway/core';
import * as z from 'zod';

/** A provider that is only looked at. Nothing of it is ever run. */
export function testProvider(changes: Partial<Provider> = {}): Provider {
  return {
    apiVersion: 1,
    id: 'some-agent',
    displayName: 'Some Agent',
    executable: { names: ['some-agent'], installHint: 'npm install -g some-agent' },
    features: {
      sessions: { resume: true, latest: true, fork: false },
      streaming: 'token',
      permissions: ['read-only', 'edit', 'full'],
      efforts: ['low', 'high'],
    },
    options: z.strictObject({
      allowedTools: z.array(z.string()).optional().describe('Tools to allow'),
      maxTurns: z.int().min(1).optional(),
      search: z.boolean().optional(),
      profile: z.string().optional(),
    }),
    resolveSession: ({ kind }) => ({ kind }),
    buildCommand: ({ executable }) => ({ file: executable, args: [] }),
    // eslint-disable-next-line require-yield -- it has nothing to say
    parseOutput: async function* () {},
    ...changes,
  };
}
