import { GatewayError, type StartedJob } from '@llm-gateway/core';
import { describe, expect, test } from 'vitest';
import { testJob } from '../testing/test-job.js';
import { testProvider } from '../testing/test-provider.js';
import { answerReply } from './answer-reply.js';
import { deferredReply } from './deferred-reply.js';
import { asGatewayError, failedJobReply, refusalReply } from './failure-reply.js';

const started: StartedJob = { id: 'job-1', ended: Promise.resolve(testJob()), detach: () => {} };

describe('an answer', () => {
  test('stands in the text and in the structure, for clients that drop one of them', () => {
    expect(answerReply({ result: testJob(), deduplicated: undefined })).toMatchInlineSnapshot(`
      {
        "content": [
          {
            "text": "All is well.",
            "type": "text",
          },
          {
            "text": "[session session-1 · job job-1 · 1m 12s]",
            "type": "text",
          },
        ],
        "structuredContent": {
          "answer": "All is well.",
          "cachedInputTokens": 1000,
          "cli": "some-agent",
          "correlationId": "call-1",
          "costUsd": 0.0123,
          "durationMs": 72000,
          "exitCode": 0,
          "inputTokens": 1200,
          "jobId": "job-1",
          "model": "some-model",
          "outputTokens": 34,
          "provider": "some-agent",
          "retryCount": 0,
          "sessionId": "session-1",
          "status": "completed",
          "warnings": [],
        },
      }
    `);
  });

  test('is sent once to a client that shows its model both', () => {
    const { content, structuredContent } = answerReply({ result: testJob(), deduplicated: undefined, reads: 'both' });
    expect(content).toEqual([{ type: 'text', text: 'All is well.' }]);
    expect(structuredContent).not.toHaveProperty('answer');
    expect(structuredContent).toHaveProperty('sessionId', 'session-1');
  });

  test('that does not fit says where it goes on, in every part', () => {
    const result = testJob({ answer: 'All is', nextOffset: 6 });
    const { content, structuredContent } = answerReply({ result, deduplicated: undefined });
    expect(content).toMatchInlineSnapshot(`
      [
        {
          "text": "All is",
          "type": "text",
        },
        {
          "text": "[session session-1 · job job-1 · 1m 12s] This is the first page of 12 bytes; read on with llm_job_result {"jobId":"job-1","offset":6}.",
          "type": "text",
        },
        {
          "mimeType": "text/plain",
          "name": "The whole answer",
          "type": "resource_link",
          "uri": "job://job-1/output",
        },
      ]
    `);
    expect(structuredContent).toMatchObject({ answer: 'All is', nextOffset: 6, answerBytes: 12 });
  });

  test('that was given before says so, with the original and its age', () => {
    const deduplicated = { from: 'job-0', ageMs: 5_000 };
    expect(answerReply({ result: testJob(), deduplicated }).structuredContent).toMatchObject({
      deduplicated: true,
      deduplicatedFrom: 'job-0',
      deduplicatedAgeMs: 5_000,
    });
  });

  test('leaves out what the CLI did not say', () => {
    const { model, sessionId, usage, ...result } = testJob();
    expect([model, sessionId, usage]).not.toContain(undefined);
    expect(answerReply({ result, deduplicated: undefined }).structuredContent).toMatchInlineSnapshot(`
      {
        "answer": "All is well.",
        "cli": "some-agent",
        "correlationId": "call-1",
        "durationMs": 72000,
        "exitCode": 0,
        "jobId": "job-1",
        "provider": "some-agent",
        "retryCount": 0,
        "status": "completed",
        "warnings": [],
      }
    `);
  });
});

describe('a request that goes on without its caller', () => {
  test('says how to collect it, in text and in structure', () => {
    const job = testJob({ status: 'running', exited: false, exitCode: null });
    expect(deferredReply({ started, job, provider: testProvider(), waitedMs: 45_200 })).toMatchInlineSnapshot(`
      {
        "content": [
          {
            "text": "Some Agent is still at work after 45s; nothing is lost and there is no need to ask again. Collect the answer with llm_job_result {"jobId":"job-1","waitMs":30000}, look with llm_job_status, stop with llm_job_cancel.",
            "type": "text",
          },
        ],
        "structuredContent": {
          "cancelWith": "llm_job_cancel",
          "cli": "some-agent",
          "correlationId": "call-1",
          "fetchWith": "llm_job_result",
          "jobId": "job-1",
          "jobStatus": "running",
          "pollWith": "llm_job_status",
          "provider": "some-agent",
          "sessionId": "session-1",
          "status": "deferred",
          "success": true,
          "warnings": [],
        },
      }
    `);
  });

  test('that waits in the queue says so', () => {
    const job = testJob({ status: 'queued' });
    expect(deferredReply({ started, job, provider: testProvider() }).content).toMatchInlineSnapshot(`
      [
        {
          "text": "Some Agent waits in the queue; nothing is lost and there is no need to ask again. Collect the answer with llm_job_result {"jobId":"job-1","waitMs":30000}, look with llm_job_status, stop with llm_job_cancel.",
          "type": "text",
        },
      ]
    `);
  });
});

describe('a failure', () => {
  test('of a job is a sentence, the next step and a category', () => {
    const error = {
      category: 'auth_required',
      message: 'Some Agent is not logged in.',
      hint: 'Run `some-agent login`.',
      retryable: false,
    } as const;
    expect(failedJobReply(testJob({ status: 'failed', exitCode: 1, error }))).toMatchInlineSnapshot(`
      {
        "content": [
          {
            "text": "Some Agent is not logged in. Next: Run \`some-agent login\`.",
            "type": "text",
          },
        ],
        "isError": true,
        "structuredContent": {
          "cli": "some-agent",
          "correlationId": "call-1",
          "durationMs": 72000,
          "error": "Some Agent is not logged in.",
          "errorCategory": "auth_required",
          "exitCode": 1,
          "hint": "Run \`some-agent login\`.",
          "jobId": "job-1",
          "provider": "some-agent",
          "retryCount": 0,
          "retryable": false,
          "sessionId": "session-1",
          "status": "failed",
          "success": false,
          "warnings": [],
        },
      }
    `);
  });

  test('of a request that never started has no job', () => {
    const error = new GatewayError('cli_not_found', 'Cannot find "some-agent".', { hint: 'npm install -g some-agent' });
    expect(refusalReply(error, { provider: 'some-agent', correlationId: 'call-1' })).toMatchInlineSnapshot(`
      {
        "content": [
          {
            "text": "Cannot find "some-agent". Next: npm install -g some-agent",
            "type": "text",
          },
        ],
        "isError": true,
        "structuredContent": {
          "cli": "some-agent",
          "correlationId": "call-1",
          "error": "Cannot find "some-agent".",
          "errorCategory": "cli_not_found",
          "exitCode": null,
          "hint": "npm install -g some-agent",
          "provider": "some-agent",
          "retryable": false,
          "status": "failed",
          "success": false,
        },
      }
    `);
  });

  test('that is our own mistake shows nothing of what was thrown, and logs it', () => {
    const logged: string[] = [];
    const error = asGatewayError(new Error('password=hunter2'), (line) => logged.push(line));
    expect(logged[0]).toContain('password=hunter2');
    expect(JSON.stringify(refusalReply(error))).not.toContain('hunter2');
  });
});
