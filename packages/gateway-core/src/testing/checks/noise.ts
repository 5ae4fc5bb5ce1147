import { isDeepStrictEqual } from 'node:util';
import type { AgentEvent } from '../../provider.js';
import { expectNone, expectThat, type Check } from '../check.js';
import type { Fixture } from '../fixtures-in.js';
import { inspectBriefly } from '../inspect-briefly.js';
import { eventsOf } from '../parse.js';
import { faultInEvent } from '../valid-event.js';

/** What has been seen on the stdout of CLIs between their own lines, and what a later version may print. */
const NOISE = [
  'npm WARN deprecated left-over@0.0.1: use something else',
  '{"type":"text","del',
  '\u001B[33mwarning\u001B[0m: \u001B[2mupdate available\u001B[22m',
  '{"type":"from-a-later-version-9","value":{"deep":[1,2]}}',
  '{"type":null}',
  '{"type":["a","list"]}',
  '{"type":"__proto__"}',
  '{"type":"constructor"}',
  '{"__proto__":{"type":"result"}}',
  '{}',
  '[]',
  '[{"type":"x"}]',
  'null',
  'true',
  '42',
  '"just text"',
  '',
  '   ',
  '\u0000\u0001\uFFFD',
  'x'.repeat(256 * 1024),
  `{"type":"from-a-later-version-9","value":"${'y'.repeat(256 * 1024)}"}`,
];

/** At most so many lines are damaged, each of another shape. */
const MOST_DAMAGED_LINES = 200;

export const noiseChecks: readonly Check[] = [
  {
    name: 'ignores noise between the lines',
    async run(subject) {
      for (const { name, lines } of subject.fixtures) {
        const clean = withoutRaw(await eventsOf(subject, lines));
        for (const [index, noise] of NOISE.entries()) {
          // A large one need not stand everywhere.
          const places = noise.length > 1000 ? [0, lines.length] : [...lines.keys(), lines.length];
          const noisy = lines.flatMap((line, place) => (places.includes(place) ? [noise, line] : [line]));
          const events = await eventsOf(subject, [...noisy, noise]);
          for (const event of events.filter(({ type }) => type === 'raw')) expectNone(faultInEvent(event));
          expectThat(
            isDeepStrictEqual(withoutRaw(events), clean),
            `${name}: the line ${inspectBriefly(NOISE[index])} changes what the run says: ${difference(withoutRaw(events), clean)}`,
          );
        }
      }
    },
  },
  {
    name: 'survives damaged lines of its own',
    async run(subject) {
      for (const { line, before } of distinctLines(subject.fixtures).slice(0, MOST_DAMAGED_LINES)) {
        // Together in one run, because each by itself would take long.
        for (const event of await eventsOf(subject, [...before, ...damagedForms(line)])) {
          const fault = faultInEvent(event);
          expectNone(fault === undefined ? undefined : `${fault}; made from a damaged ${inspectBriefly(line)}`);
        }
      }
    },
  },
];

function withoutRaw(events: readonly AgentEvent[]): readonly AgentEvent[] {
  return events.filter(({ type }) => type !== 'raw');
}

function difference(noisy: readonly AgentEvent[], clean: readonly AgentEvent[]): string {
  const index = noisy.findIndex((event, place) => !isDeepStrictEqual(event, clean[place]));
  return index < 0 ? `${clean.length - noisy.length} events are missing` : inspectBriefly(noisy[index]);
}

/** One line of each shape, with those that stand before it in its run: lines that differ in values alone are alike. */
function distinctLines(
  fixtures: readonly Fixture[],
): readonly { readonly line: string; readonly before: readonly string[] }[] {
  const byShape = new Map<string, { line: string; before: readonly string[] }>();
  for (const { lines } of fixtures) {
    for (const [index, line] of lines.entries()) {
      const shape = JSON.stringify(parseJson(line), (_, value: unknown) => (typeof value === 'number' ? 0 : value));
      const key = shape?.replaceAll(/"[^"]{24,}"/g, '""') ?? line;
      if (!byShape.has(key)) byShape.set(key, { line, before: lines.slice(0, index) });
    }
  }
  return [...byShape.values()];
}

/** The line with each of its values missing, or of another type. */
function damagedForms(line: string): readonly string[] {
  const value = parseJson(line);
  return pathsIn(value).flatMap((path) =>
    [undefined, null, 'text', 7, [], {}, [null], -1].map((other) => JSON.stringify(replaced(value, path, other)) ?? ''),
  );
}

type Path = readonly (string | number)[];

/** Every place in a JSON value, three levels deep. */
function pathsIn(value: unknown, prefix: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || prefix.length === 4) return [];
  return Object.entries(value).flatMap(([key, child]): Path[] => {
    const path = [...prefix, Array.isArray(value) ? Number(key) : key];
    return [path, ...pathsIn(child, path)];
  });
}

function replaced(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? replaced(item, rest, other) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, name === key ? replaced(child, rest, other) : child]),
  );
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // not JSON: nothing to damage
  }
}
