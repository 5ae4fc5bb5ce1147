import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const tutorial = readFileSync(new URL('docs/writing-a-provider.md', root), 'utf8');

const quotes = [...tutorial.matchAll(/<!-- from (\S+) -->\n+```\w*\n([\s\S]*?)```/g)];

test('every block of TypeScript in the tutorial says where it is from', () => {
  const blocks = tutorial.match(/```ts\n/g) ?? [];
  expect(blocks.length).toBeGreaterThan(10);
  expect(quotes.filter(([quote]) => quote.includes('```ts\n')).length).toBe(blocks.length);
});

for (const [, file = '', code = ''] of quotes) {
  test(`the tutorial shows ${file} as it is: ${code.trim().split('\n')[0]}`, () => {
    expect(unindented(readFileSync(new URL(file, root), 'utf8'))).toContain(unindented(code));
  });
}

/** A block stands further left than the code that it is taken from. */
function unindented(text: string): string {
  return text.replaceAll(/^ +/gm, '');
}
