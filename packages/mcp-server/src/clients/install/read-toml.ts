import { UneditableFile } from './server-entry.js';

/** One statement of a TOML text, and where it stands. */
export interface TomlStatement {
  readonly kind: 'table' | 'array-table' | 'pair';
  /** The whole path: of a pair, with the table that it belongs to. */
  readonly path: readonly string[];
  /** The first character of its line. */
  readonly start: number;
  /** Behind its line, comment and line end included. */
  readonly end: number;
  /** Of a pair. */
  readonly value?: { readonly start: number; readonly end: number; readonly strings: readonly string[] };
}

const SPACE = /[ \t]*/y;
const BETWEEN = /(?:\s|#[^\n]*)*/y;
const REST_OF_LINE = /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const STRINGS = [
  /"""(?:[^\\]|\\[\s\S])*?"{3,5}(?!")/y,
  /'''[\s\S]*?'{3,5}(?!')/y,
  /"(?:[^"\\\n]|\\.)*"/y,
  /'[^'\n]*'/y,
];
const SCALAR = /[A-Za-z0-9_.:+-]+(?: \d\d:[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?/y;

/** Reads the statements of a TOML text. Throws `UneditableFile` where a line is none. */
export function readToml(text: string): readonly TomlStatement[] {
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) position += found.length;
    return found;
  };
  const fail = (): UneditableFile =>
    new UneditableFile(`is not TOML: line ${text.slice(0, position).split('\n').length} cannot be read`);
  const need = (pattern: RegExp): string => {
    const found = match(pattern);
    if (found === undefined) throw fail();
    return found;
  };
  const take = (word: string): boolean => {
    if (!text.startsWith(word, position)) return false;
    position += word.length;
    return true;
  };
  const takeString = (): string | undefined => {
    for (const pattern of STRINGS) {
      const found = match(pattern);
      if (found !== undefined) return decode(found);
    }
    return undefined;
  };

  const readKey = (): readonly string[] => {
    const parts: string[] = [];
    do {
      match(SPACE);
      const isQuoted = text[position] === '"' || text[position] === "'";
      const part = isQuoted ? takeString() : need(BARE_KEY);
      if (part === undefined) throw fail();
      parts.push(part);
      match(SPACE);
    } while (take('.'));
    return parts;
  };
  const readValue = (strings: string[]): void => {
    const string = takeString();
    if (string !== undefined) strings.push(string);
    else if (take('[')) readItems(']', () => readValue(strings));
    else if (take('{')) {
      readItems('}', () => {
        readKey();
        if (!take('=')) throw fail();
        match(BETWEEN);
        readValue(strings);
      });
    } else need(SCALAR);
  };
  const readItems = (closing: string, readItem: () => void): void => {
    for (let mayGoOn = true; ;) {
      match(BETWEEN);
      if (take(closing)) return;
      if (!mayGoOn) throw fail();
      readItem();
      match(BETWEEN);
      mayGoOn = take(',');
    }
  };

  const statements: TomlStatement[] = [];
  let table: readonly string[] = [];
  for (match(BETWEEN); position < text.length; match(BETWEEN)) {
    const start = text.lastIndexOf('\n', position - 1) + 1;
    const kind = take('[[') ? 'array-table' : take('[') ? 'table' : 'pair';
    const key = readKey();
    if (kind === 'pair') {
      if (!take('=')) throw fail();
      match(SPACE);
      const from = position;
      const strings: string[] = [];
      readValue(strings);
      const value = { start: from, end: position, strings };
      need(REST_OF_LINE);
      statements.push({ kind, path: [...table, ...key], start, end: position, value });
    } else {
      if (!take(kind === 'table' ? ']' : ']]')) throw fail();
      need(REST_OF_LINE);
      table = key;
      statements.push({ kind, path: key, start, end: position });
    }
  }
  return statements;
}

function decode(quoted: string): string {
  if (quoted.startsWith("'")) return quoted.replaceAll(/^'+|'+$/g, '');
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted; // An escape that JSON does not have: it is compared as it is written.
  }
}
