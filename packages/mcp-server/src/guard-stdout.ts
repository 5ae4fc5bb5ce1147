import { Writable } from 'node:stream';

/**
 * Keeps stdout for the one who holds the returned stream: from now on whatever else the process prints, by `console` or
 * by `process.stdout`, goes to stderr. Provider packages are other people's code, and one line of theirs on stdout would
 * break the protocol, or the JSON of a command.
 */
export function guardStdout(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  // A reader that has gone is reported to the holder, through the callback. Without a listener it would be a crash.
  process.stdout.on('error', () => {});
  return new Writable({
    decodeStrings: false,
    write: (chunk: string | Uint8Array, _encoding, done) => void write(chunk, done),
  });
}
