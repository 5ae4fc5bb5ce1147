import type { NativeSession } from '@llm-gateway/core/provider';
import { testContext } from '@llm-gateway/core/testing';
import { expect, test } from 'vitest';
import { listSessions } from './list-sessions.js';

test('lists the conversations on disk and passes over what is none', async () => {
  const folder = '/home/user/.llm-cli-gateway/sample-agent/conversations';
  const kept = { id: 'a', cwd: '/work/project', model: 'sample-small', updatedAt: '2026-11-22T10:00:00.000Z' };
  const context = testContext({
    files: {
      [`${folder}/a.json`]: JSON.stringify({ ...kept, turns: [{ prompt: 'Hello.', answer: 'Hello.' }] }),
      [`${folder}/b.json`]: '{"id":"b","cwd":',
      [`${folder}/c.json.4711`]: '{}',
    },
  });
  const sessions: NativeSession[] = [];
  for await (const session of listSessions(context)) sessions.push(session);
  expect(sessions).toEqual([{ ...kept, title: 'Hello.' }]);
});
