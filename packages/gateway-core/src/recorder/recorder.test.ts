import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { makeHome, openTestGateway } from '../../test-support/open-test-gateway.js';
import { openDatabase } from '../storage/open-database.js';
import type { LogEntry } from './log-entry.js';

test('the record is searched by words of prompts and answers, newest first', async () => {
  const { ask, gateway } = await openTestGateway();
  await ask('[[say The heron stands.]] Which bird?');
  await ask('[[say The otter swims.]] Which animal?');
  await ask('[[fail auth_required]] heron');
  const search = async (words: string) => {
    const found = await gateway.recorder.entries({ search: words });
    return found.map(({ prompt, response, error }) => [prompt, error?.category ?? response]);
  };
  expect(await search('heron')).toEqual([
    ['[[fail auth_required]] heron', 'auth_required'],
    ['[[say The heron stands.]] Which bird?', 'The heron stands.'],
  ]);
  expect(await search('which otter')).toEqual([['[[say The otter swims.]] Which animal?', 'The otter swims.']]);
  expect(await search('"otter swims"')).toHaveLength(1);
  expect(await search('"swims otter"')).toEqual([]);
  expect(await search('swim*')).toHaveLength(1);
  expect(await search('foo-bar OR (')).toEqual([]);
  expect(await search('')).toEqual([]);
});

test('the search stays true when rows go, and when the database is vacuumed', async () => {
  const { ask, gateway } = await openTestGateway();
  const [first] = [await ask('[[say alpha]]'), await ask('[[say beta]]'), await ask('[[say gamma]]')];
  const { query, close } = await openDatabase(gateway.databasePath!);
  await query.deleteFrom('requests').where('id', '=', first.id).execute();
  await query.executeQuery(CompiledQuery.raw('vacuum'));
  await close();
  const search = async (words: string) =>
    (await gateway.recorder.entries({ search: words })).map(({ response }) => response);
  expect([await search('alpha'), await search('beta'), await search('gamma')]).toEqual([[], ['beta'], ['gamma']]);
});

test('the record is narrowed to a provider, a conversation, and what failed', async () => {
  const { ask, gateway } = await openTestGateway();
  const { sessionId } = await ask('[[say one]]');
  await ask('[[say two]]', { sessionId: sessionId! });
  await ask('[[fail refused]] three');
  const answers = async (filter: Parameters<typeof gateway.recorder.entries>[0]) =>
    (await gateway.recorder.entries(filter)).map(({ response, error }) => error?.category ?? response);
  expect(await answers({ session: sessionId! })).toEqual(['two', 'one']);
  expect(await answers({ onlyErrors: true })).toEqual(['refused']);
  expect(await answers({ provider: 'sample', limit: 2 })).toEqual(['refused', 'two']);
  expect(await answers({ provider: 'other' })).toEqual([]);
});

test('requests are told as they end, whichever gateway carries them out', async () => {
  const home = makeHome();
  const [here, there] = [await openTestGateway({}, { home }), await openTestGateway({}, { home })];
  await here.ask('[[say before]]');
  const stop = new AbortController();
  const told: LogEntry[] = [];
  const following = (async () => {
    for await (const entry of here.gateway.recorder.follow({}, stop.signal)) {
      told.push(entry);
      if (told.length === 3) stop.abort();
    }
  })();
  await new Promise((resolve) => {
    setTimeout(resolve, 50); // The first look: what ended before it is not told.
  });
  await Promise.all([there.ask('[[say a]]'), here.ask('[[say b]]'), there.ask('[[say c]]')]);
  await following;
  expect(new Set(told.map(({ response }) => response))).toEqual(new Set(['a', 'b', 'c']));
});

test('usage is summed by day, provider and model, and what was joined used nothing', async () => {
  const { ask, gateway } = await openTestGateway();
  const prompt = '[[sleep 400]] [[say same]]';
  const [one, two] = await Promise.all([ask(prompt), ask(prompt)]);
  expect([one.deduplicatedFrom, two.deduplicatedFrom].filter((id) => id !== undefined)).toHaveLength(1);
  await ask('[[say large]]', { model: 'sample-large' });
  const { inputTokens, outputTokens } = (one.deduplicatedFrom === undefined ? one : two).usage!;
  const [large, small] = await gateway.recorder.usage();
  expect(large).toMatchObject({ provider: 'sample', model: 'sample-large', requests: 1, runs: 1, completed: 1 });
  expect(small).toEqual({
    day: new Date().toISOString().slice(0, 10),
    provider: 'sample',
    model: 'sample-small',
    requests: 2,
    runs: 1,
    completed: 1,
    failed: 0,
    inputTokens,
    outputTokens,
    cachedInputTokens: 0,
    durationMs: expect.any(Number),
  });
  expect(await gateway.recorder.usage({ since: '2999-01-01' })).toEqual([]);
  expect(await gateway.recorder.usage({ provider: 'other' })).toEqual([]);
});

test('performance counts each request once', async () => {
  const { ask, gateway } = await openTestGateway({ LLM_GATEWAY_RETRY_DELAY_MS: '1' });
  const prompt = '[[sleep 400]] [[say same]]';
  await Promise.all([ask(prompt), ask(prompt)]);
  await ask('[[fail overloaded times 1]] [[say at last]]');
  await ask('[[fail auth_required]]');
  await gateway.start({ provider: 'sample', prompt: '' }).catch(() => undefined);
  const { id } = await gateway.start({ provider: 'sample', prompt: '[[hang]]' });
  await gateway.jobs.cancel(id);
  expect(await gateway.recorder.performance()).toEqual([
    {
      provider: 'sample',
      requests: 6,
      queued: 0,
      running: 0,
      completed: 2,
      failed: 1,
      canceled: 1,
      orphaned: 0,
      deduplicated: 1,
      refused: 1,
      retries: 1,
      successRate: 0.6667,
      durationMs: {
        mean: expect.any(Number),
        p50: expect.any(Number),
        p90: expect.any(Number),
        p95: expect.any(Number),
        p99: expect.any(Number),
      },
      errors: { auth_required: 1, canceled: 1, invalid_request: 1 },
    },
  ]);
});

test('percentiles are durations of runs that there were, at 100,000 rows within a second', async () => {
  const { gateway } = await openTestGateway();
  await gateway.recorder.status();
  const { query, close } = await openDatabase(gateway.databasePath!);
  const fill = CompiledQuery.raw(`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000)
    insert into requests (id, provider, status, correlation_id, detached, cwd, prompt, prompt_sha256, response,
      permission, created_at, finished_at, duration_ms, attempts, timeout_ms, input_tokens, output_tokens)
    select printf('id-%06d', i), 'sample', 'completed', 'c', 0, '/', 'prompt', '', printf('%.500c', 'x'),
      'read-only', strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', i || ' seconds'), '2026-01-01', i, 1, 0, 1, 2 from n`);
  await query.executeQuery(fill);
  await close();
  const startedAt = performance.now();
  const [report] = await gateway.recorder.performance();
  const usage = await gateway.recorder.usage();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(report!.durationMs).toEqual({ mean: 50_001, p50: 50_000, p90: 90_000, p95: 95_000, p99: 99_000 });
  expect(report).toMatchObject({ requests: 100_000, completed: 100_000, successRate: 1 });
  expect(usage.reduce((sum, { outputTokens }) => sum + outputTokens, 0)).toBe(200_000);
});

test('what is counted is counted in an index, however long prompts and answers are', async () => {
  const { gateway } = await openTestGateway();
  await gateway.recorder.status();
  const { query, close } = await openDatabase(gateway.databasePath!);
  const plan = async (text: string): Promise<string> => {
    const { rows } = await query.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${text}`));
    return rows.map(({ detail }) => detail).join('; ');
  };
  expect(await plan("select * from usage_by_day where day >= '2026-11-01'")).toContain('COVERING INDEX');
  const runs = "from requests where provider = 'sample' and status = 'completed' and attempts > 0";
  expect(await plan(`select count(*), avg(duration_ms) ${runs}`)).toContain('COVERING INDEX');
  expect(await plan(`select duration_ms ${runs} order by duration_ms limit 1 offset 9`)).toContain('COVERING INDEX');
  await close();
});
