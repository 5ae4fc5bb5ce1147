import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pageOfText, readPage } from './read-page.js';

const TEXT = 'aé🙂b漢字c'.repeat(50);

async function readAll(file: string, maxChars: number): Promise<readonly string[]> {
  const pages: string[] = [];
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(file, { offset, maxChars });
    pages.push(page.text);
    offset = page.nextOffset;
  }
  return pages;
}

test.each([2, 3, 5, 17, 10_000])(
  'pages of %i characters put together are the text, and none breaks a character',
  async (maxChars) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'llm-gateway-'));
    const file = path.join(folder, 'answer');
    writeFileSync(file, TEXT);
    const pages = await readAll(file, maxChars);
    expect(pages.join('')).toBe(TEXT);
    expect(pages.every((page) => page.length <= maxChars && page.isWellFormed())).toBe(true);
    rmSync(folder, { recursive: true });
  },
);

test('an offset inside a character moves to the next one', () => {
  expect(pageOfText('éa', { offset: 1, maxChars: 5 })).toEqual({ text: 'a', totalBytes: 3 });
});

test('an offset behind the end is an empty last page', () => {
  expect(pageOfText('abc', { offset: 9 })).toEqual({ text: '', totalBytes: 3 });
});

test('a file that is not there is empty', async () => {
  expect(await readPage('/nowhere/answer')).toEqual({ text: '', totalBytes: 0 });
});
