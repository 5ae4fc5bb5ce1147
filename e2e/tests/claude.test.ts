import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeScenarios } from '../harness/describe-scenarios.ts';
import { openDesk } from '../harness/open-desk.ts';
import { processesWith } from '../harness/processes.ts';

describeScenarios('claude');

test('a gateway that runs inside Claude Code does not pass its marks on', async () => {
  const marks = { CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli', CLAUDE_CODE_SESSION_ID: 'outer-session' };
  const desk = await openDesk(['claude'], { environment: marks });
  try {
    const { jobId } = (await desk.client.call('claude_request_async', { prompt: '[[hang]]', cwd: desk.cwd }))
      .structured;
    await desk.api.waitForRequest(({ kind, prompt }) => kind === 'turn' && prompt.includes('[[hang]]'), 30_000);
    const agents = processesWith(`LLM_GATEWAY_JOB=${String(jobId)}`);
    const environments = agents.map((pid) => readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0'));
    expect(environments).not.toEqual([]);
    const outer = Object.entries(marks).map(([name, value]) => `${name}=${value}`);
    expect(environments.flatMap((entries) => entries.filter((entry) => outer.includes(entry)))).toEqual([]);
    await desk.client.call('llm_job_cancel', { jobId });
  } finally {
    await desk.close();
  }
});
