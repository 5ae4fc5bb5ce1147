import { conformanceChecks, fixturesIn, testContext } from '@llm-gateway/core/testing';
import { test } from 'vitest';
import createGeminiProvider from './index.js';

const sessionId = '5f0c9e4e-6a0b-4b6e-9a63-0d1f7f6f2b11';
const chats = '/home/user/.gemini/tmp/project/chats';

const given = {
  fixtures: fixturesIn(new URL('../fixtures', import.meta.url)),
  packageDir: new URL('..', import.meta.url),
  sessionId,
  // A copy of a conversation is made from its file.
  context: testContext({
    files: {
      '/home/user/.gemini/projects.json': JSON.stringify({ projects: { '/work/project': 'project' } }),
      [`${chats}/session-2026-01-01T00-00-5f0c9e4e.jsonl`]: [
        JSON.stringify({ sessionId, kind: 'main' }),
        JSON.stringify({ type: 'user', content: 'Hello.' }),
      ].join('\n'),
    },
  }),
  validOptions: { approvalMode: 'auto_edit', allowedTools: ['read_file'] },
};

for (const { name, run } of conformanceChecks(createGeminiProvider(), given)) test(name, run);
