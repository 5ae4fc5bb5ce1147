import { InvalidArgumentError } from 'commander';

const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000 };

/** `90s`, `10m`, `2h`, or seconds alone; in milliseconds. */
export function readDuration(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('It must look like 90s, 10m or 2h.');
  const factor = unit === 'm' || unit === 'h' ? MILLISECONDS[unit] : MILLISECONDS.s;
  return Math.round(Number(count) * factor);
}
