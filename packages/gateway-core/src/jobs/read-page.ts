import { open } from 'node:fs/promises';

export interface Page {
  readonly text: string;
  readonly totalBytes: number;
  readonly nextOffset?: number;
}

/** A page of a UTF-8 file, cut on character borders, without reading the rest. A file that is not there is empty. */
export async function readPage(file: string, { offset = 0, maxChars = 10_000 } = {}): Promise<Page> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return { text: '', totalBytes: 0 };
  try {
    const { size } = await handle.stat();
    // No character takes more than three bytes for each of its UTF-16 code units.
    const wanted = Math.max(0, Math.min(size - offset, maxChars * 3 + 4));
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, offset);
    return cutPage(buffer.subarray(0, bytesRead), { offset, maxChars, totalBytes: size });
  } finally {
    await handle.close();
  }
}

/** The same for text that is in memory. */
export function pageOfText(text: string, { offset = 0, maxChars = 10_000 } = {}): Page {
  const bytes = Buffer.from(text);
  return cutPage(bytes.subarray(offset), { offset, maxChars, totalBytes: bytes.length });
}

function cutPage(
  bytes: Buffer,
  { offset, maxChars, totalBytes }: { offset: number; maxChars: number; totalBytes: number },
): Page {
  let start = 0;
  while (offset > 0 && start < bytes.length && isContinuation(bytes[start])) start += 1;
  let end = bytes.length;
  if (offset + end < totalBytes) while (end > start && !endsCharacter(bytes, end)) end -= 1;
  let text = bytes.subarray(start, end).toString('utf8');
  if (text.length > maxChars) {
    text = text.slice(0, maxChars);
    if (isHighSurrogate(text.charCodeAt(text.length - 1))) text = text.slice(0, -1);
    end = start + Buffer.byteLength(text);
  }
  const nextOffset = offset + end;
  return { text, totalBytes, ...(nextOffset < totalBytes ? { nextOffset } : {}) };
}

/** Whether no character is cut in two before `end`. */
function endsCharacter(bytes: Buffer, end: number): boolean {
  let lead = end - 1;
  while (lead > 0 && isContinuation(bytes[lead])) lead -= 1;
  const first = bytes[lead] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  return end - lead >= length;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
