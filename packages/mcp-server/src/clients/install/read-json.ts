import { UneditableFile } from './server-entry.js';

/** A value of a JSON text with comments, and where it stands. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
  /** Of an object alone, in the order of the text. */
  readonly members?: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: string;
  readonly start: number;
  readonly node: JsonNode;
  /** Where the comma behind it ends. */
  readonly comma: number | undefined;
}

const SPACE = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const LITERAL = /-?\d[\d.eE+-]*|true|false|null/y;

/** Reads JSON with comments and trailing commas, as the clients do. Throws `UneditableFile` for what is neither. */
export function readJson(text: string): JsonNode {
  // A byte order mark is the editor's, not the file's.
  let position = text.startsWith('\uFEFF') ? 1 : 0;

  const fail = (): UneditableFile =>
    new UneditableFile(`is not JSON: line ${text.slice(0, position).split('\n').length} cannot be read`);
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) position += found.length;
    return found;
  };
  const skipSpace = (): void => void match(SPACE);
  const take = (character: string): boolean => {
    skipSpace();
    if (text[position] !== character) return false;
    position += 1;
    return true;
  };
  const parse = (piece: string | undefined): unknown => {
    if (piece === undefined) throw fail();
    try {
      return JSON.parse(piece);
    } catch {
      throw fail();
    }
  };

  const readValue = (): JsonNode => {
    skipSpace();
    const start = position;
    if (take('{')) return readObject(start);
    if (take('[')) return readArray(start);
    const value = parse(match(text[position] === '"' ? STRING : LITERAL));
    return { start, end: position, value };
  };
  const readObject = (start: number): JsonNode => {
    const members: JsonMember[] = [];
    while (!take('}')) {
      if (members.length > 0 && members.at(-1)?.comma === undefined) throw fail();
      const from = position;
      const key = String(parse(match(STRING)));
      if (!take(':')) throw fail();
      const node = readValue();
      members.push({ key, start: from, node, comma: take(',') ? position : undefined });
    }
    const value = Object.fromEntries(members.map(({ key, node }) => [key, node.value]));
    return { start, end: position, value, members };
  };
  const readArray = (start: number): JsonNode => {
    const value: unknown[] = [];
    for (let mayGoOn = true; !take(']'); mayGoOn = take(',')) {
      if (!mayGoOn) throw fail();
      value.push(readValue().value);
    }
    return { start, end: position, value };
  };

  const root = readValue();
  skipSpace();
  if (position < text.length) throw fail();
  return root;
}
