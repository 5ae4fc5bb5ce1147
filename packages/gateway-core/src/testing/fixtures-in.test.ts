import { expect, test } from 'vitest';
import { fixtureFrom, fixturesIn } from './fixtures-in.js';

test('reads the recorded runs of a folder in the order of their names', () => {
  const fixtures = fixturesIn(new URL('mutants/fixtures', import.meta.url));
  expect(fixtures.map(({ name, failure, isUnfinished }) => ({ name, failure, isUnfinished }))).toEqual([
    { name: '1.0.0-answer.jsonl', failure: undefined, isUnfinished: false },
    { name: '1.0.0-rate-limited.jsonl', failure: 'rate_limited', isUnfinished: false },
    { name: '1.0.0-unfinished.jsonl', failure: undefined, isUnfinished: true },
  ]);
});

test('leaves the notes at the start out', () => {
  const { lines, bytes } = fixtureFrom(
    'x.jsonl',
    Buffer.from('# made with x 1.0\n# --json\n{"a":1}\r\n\n# not a note\n'),
  );
  expect(lines).toEqual(['{"a":1}', '', '# not a note']);
  expect(Buffer.from(bytes).toString()).toBe('{"a":1}\r\n\n# not a note\n');
});

test('takes only whole words of the name for how a run ended', () => {
  expect(fixtureFrom('1.0.0-refused-tool.jsonl', Buffer.from('')).failure).toBe('refused');
  expect(fixtureFrom('1.0.0-refusedtool.jsonl', Buffer.from('')).failure).toBeUndefined();
});
