import { isDeepStrictEqual } from 'node:util';
import { readToml, type TomlStatement } from './read-toml.js';
import {
  isOurs,
  SERVER_NAME,
  takenByAnother,
  UneditableFile,
  type ConfigEdit,
  type ServerEntry,
} from './server-entry.js';

/** Adds the server to a client's TOML file as a table of its own, and leaves everything else in it as it stands. */
export function addToToml(text: string, { servers, command, args, extras }: ServerEntry): ConfigEdit {
  const statements = ownStatements(text, servers);
  const wanted = { command, args };
  if (statements.length === 0) {
    const pairs = Object.entries({ ...wanted, ...extras }).map(([key, value]) => `${key} = ${format(value)}`);
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const gap = text.trim() === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
    const table = [`[${servers}.${SERVER_NAME}]`, ...pairs, ''].join(eol);
    return { text: text + gap + table, change: 'added' };
  }
  const after = Object.entries(wanted).reduce((edited, [key, value]) => setKey(edited, { servers, key, value }), text);
  return { text: after, change: after === text ? 'unchanged' : 'updated' };
}

/** Takes the server out of a client's TOML file again, with all tables below its own. */
export function removeFromToml(text: string, { servers }: Pick<ServerEntry, 'servers'>): ConfigEdit {
  const statements = ownStatements(text, servers);
  if (statements.length === 0) return { text, change: 'absent' };
  let left = text;
  for (const { kind, start, end } of statements.toReversed()) {
    const head = left.slice(0, start);
    // The empty line that sets a table apart goes with it.
    left = (kind === 'pair' ? head : head.replace(/\n\r?\n$/, '\n')) + left.slice(end);
  }
  return { text: left, change: 'removed' };
}

/** Everything that belongs to our server: its table, those below it, and their pairs. */
function ownStatements(text: string, servers: string): readonly TomlStatement[] {
  const statements = readToml(text);
  const own = statements.filter(({ path }) => path[0] === servers && path[1] === SERVER_NAME);
  const isPlain = own[0] === undefined || (own[0].kind === 'table' && own[0].path.length === 2);
  const isInline = statements.some(({ kind, path }) => kind !== 'table' && isDeepStrictEqual(path, [servers]));
  if (!isPlain || isInline) throw new UneditableFile(`does not have "${servers}.${SERVER_NAME}" as a table of its own`);
  if (own.length > 0 && !isOurs(own.flatMap(({ value }) => value?.strings ?? []))) throw takenByAnother();
  return own;
}

interface Assignment {
  readonly servers: string;
  readonly key: string;
  readonly value: string | readonly string[];
}

function setKey(text: string, { servers, key, value }: Assignment): string {
  const statements = ownStatements(text, servers);
  const present = statements.find(({ path }) => path.length === 3 && path[2] === key)?.value;
  if (present === undefined) {
    const at = statements[0]?.end ?? text.length;
    return `${text.slice(0, at)}${key} = ${format(value)}\n${text.slice(at)}`;
  }
  if (isDeepStrictEqual(present.strings, [value].flat())) return text;
  return text.slice(0, present.start) + format(value) + text.slice(present.end);
}

function format(value: string | boolean | readonly string[]): string {
  // TOML's basic strings take every escape that JSON writes.
  return Array.isArray(value) ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]` : JSON.stringify(value);
}
