import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { followOutput, splitLines } from './follow-output.js';

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function linesOf(text: string | Buffer, size: number, maxBytes?: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of splitLines(chunksOf(Buffer.from(text), size), maxBytes === undefined ? {} : { maxBytes }))
    lines.push(line);
  return lines;
}

test.each([1, 2, 3, 7, 1000])('no character breaks where a chunk of %i bytes does', async (size) => {
  expect(await linesOf('é🙂\nzwei\r\n\nfünf', size)).toEqual(['é🙂', 'zwei', '', 'fünf']);
});

test('bytes that are no UTF-8 and NUL come through without harm', async () => {
  expect(await linesOf(Buffer.from([0x61, 0xff, 0x0a, 0x00, 0x62, 0x0a]), 1)).toEqual(['a\uFFFD', '\0b']);
});

test('a line that is too long is cut, and the next one is whole', async () => {
  expect(await linesOf(`${'x'.repeat(100)}\nnext\n`, 7, 10)).toEqual(['x'.repeat(10), 'next']);
});

test('follows a file that grows and reads what was written just before the end', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'llm-gateway-')), 'stdout');
  writeFileSync(file, 'one ');
  const output = followOutput(file);
  let text = '';
  for await (const chunk of output.chunks()) {
    text += chunk.toString();
    if (text === 'one ') appendFileSync(file, 'two ');
    else if (text === 'one two ') {
      appendFileSync(file, 'three');
      output.finish();
    }
  }
  expect(text).toBe('one two three');
  rmSync(path.dirname(file), { recursive: true });
});
