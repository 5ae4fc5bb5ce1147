import { setTimeout as sleep } from 'node:timers/promises';

// A reader that has gone away ends the agent, as it ends any other program in a pipe.
process.stdout.on('error', () => process.exit(141));

/** Resolves when the operating system has taken everything, so that an exit right after it loses nothing. */
export function print(data) {
  return new Promise((resolve) => {
    process.stdout.write(data, () => resolve());
  });
}

export function printEvent(event) {
  return print(`${JSON.stringify(event)}\n`);
}

/** Writes one line in two pieces that meet inside a character of several bytes, where it has one. */
export async function printSplit(event) {
  const bytes = Buffer.from(`${JSON.stringify(event)}\n`);
  const inside = bytes.findIndex((byte) => byte >= 0x80 && byte < 0xc0);
  const cut = inside < 0 ? bytes.length : inside;
  await print(bytes.subarray(0, cut));
  await sleep(50);
  await print(bytes.subarray(cut));
}
