import { isDeepStrictEqual } from 'node:util';
import { readJson, type JsonMember, type JsonNode } from './read-json.js';
import {
  isOurs,
  SERVER_NAME,
  takenByAnother,
  UneditableFile,
  type ConfigEdit,
  type ServerEntry,
} from './server-entry.js';

/** Adds the server to a client's JSON file, and leaves everything else in it as it stands, comments included. */
export function addToJson(text: string, { servers, command, args, extras }: ServerEntry): ConfigEdit {
  const before = text.trim() === '' ? '{}\n' : text;
  const present = findEntry(before, servers);
  if (present === undefined) {
    const entry = { ...extras, command, args };
    return { text: setAt(before, [servers, SERVER_NAME], entry), change: 'added' };
  }
  const after = Object.entries({ command, args }).reduce(
    (edited, [key, value]) => setAt(edited, [servers, SERVER_NAME, key], value),
    before,
  );
  return { text: after, change: after === before ? 'unchanged' : 'updated' };
}

/** Takes the server out of a client's JSON file again. */
export function removeFromJson(text: string, { servers }: Pick<ServerEntry, 'servers'>): ConfigEdit {
  if (text.trim() === '' || findEntry(text, servers) === undefined) return { text, change: 'absent' };
  const container = memberOf(readJson(text), servers)?.node;
  const members = container?.members ?? [];
  const index = members.findIndex(({ key }) => key === SERVER_NAME);
  const member = members[index];
  if (container === undefined || member === undefined) return { text, change: 'absent' };
  return { text: removeMember(text, { container, member, before: members[index - 1] }), change: 'removed' };
}

/** Our entry, if there is one. */
function findEntry(text: string, servers: string): JsonNode | undefined {
  const root = readJson(text);
  if (root.members === undefined) throw new UneditableFile('holds no JSON object');
  const container = memberOf(root, servers)?.node;
  if (container !== undefined && container.members === undefined) {
    throw new UneditableFile(`has something else than servers under "${servers}"`);
  }
  const entry = container && memberOf(container, SERVER_NAME)?.node;
  if (entry === undefined) return undefined;
  const words = entry.members?.flatMap(({ node }) => node.value) ?? [];
  if (!isOurs(words)) throw takenByAnother();
  return entry;
}

function memberOf({ members = [] }: JsonNode, key: string): JsonMember | undefined {
  return members.findLast((member) => member.key === key);
}

function setAt(text: string, keys: readonly [string, ...string[]], value: unknown): string {
  let node = readJson(text);
  for (const [index, key] of keys.entries()) {
    const member = memberOf(node, key);
    const isLast = index === keys.length - 1;
    if (member === undefined) {
      const rest = keys.slice(index + 1).reduceRight<unknown>((inner, outer) => ({ [outer]: inner }), value);
      return insertMember(text, node, { key, value: rest });
    }
    if (isLast && isDeepStrictEqual(member.node.value, value)) return text;
    ({ node } = member);
  }
  const formatted = format(value, { indent: indentAt(text, node.start), unit: unitOf(text), eol: eolOf(text) });
  return text.slice(0, node.start) + formatted + text.slice(node.end);
}

function insertMember(
  text: string,
  { start, end, members = [] }: JsonNode,
  { key, value }: { readonly key: string; readonly value: unknown },
): string {
  const last = members.at(-1);
  const comma = last === undefined || last.comma !== undefined ? '' : ',';
  const unit = unitOf(text);
  const eol = eolOf(text);
  const head = text.slice(0, end - 1);
  // Behind whatever stands last, be it a comment.
  const place = head.trimEnd().length;
  const commaAt = last?.node.end ?? place;
  const isOnOneLine = last !== undefined && !text.slice(start, end).includes('\n');
  const outer = indentAt(text, start);
  const indent = last !== undefined && !isOnOneLine ? indentAt(text, last.start) : outer + unit;
  const member = isOnOneLine
    ? ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`
    : `${eol}${indent}${JSON.stringify(key)}: ${format(value, { indent, unit, eol })}`;
  const closing = isOnOneLine ? text.slice(place, end - 1) : `${eol}${outer}`;
  return text.slice(0, commaAt) + comma + text.slice(commaAt, place) + member + closing + text.slice(end - 1);
}

interface Removal {
  readonly container: JsonNode;
  readonly member: JsonMember;
  readonly before: JsonMember | undefined;
}

function removeMember(text: string, { container, member, before }: Removal): string {
  const from = text.slice(0, member.start).trimEnd().length;
  const to = member.comma ?? member.node.end;
  // A line comment above must not swallow what follows.
  const isBelowComment = /\/\/[^\n]*$/.test(text.slice(0, from));
  const kept = text.slice(container.start + 1, from) + text.slice(to, container.end - 1);
  if (kept.trim() === '') return `${text.slice(0, container.start)}{}${text.slice(container.end)}`;
  // The last member takes the comma before it along.
  const commaBefore = member.comma === undefined ? before?.comma : undefined;
  const head =
    commaBefore === undefined ? text.slice(0, from) : text.slice(0, commaBefore - 1) + text.slice(commaBefore, from);
  return head + (isBelowComment && !/^[ \t]*\r?\n/.test(text.slice(to)) ? eolOf(text) : '') + text.slice(to);
}

interface Layout {
  readonly indent: string;
  readonly unit: string;
  readonly eol: string;
}

/** As JSON is written, with short lists on one line. */
function format(value: unknown, { indent, unit, eol }: Layout): string {
  if (Array.isArray(value)) return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + unit;
  const lines = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${format(item, { indent: inner, unit, eol })}`,
  );
  return `{${eol}${lines.join(`,${eol}`)}${eol}${indent}}`;
}

function indentAt(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** The step by which this file indents. */
function unitOf(text: string): string {
  return /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
