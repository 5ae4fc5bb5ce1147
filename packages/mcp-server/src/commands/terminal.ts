import type { Writable } from 'node:stream';
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where a command's words go. */
export interface Terminal {
  /** To stdout: the answer, for a person or a program. */
  print(text: string): void;
  /** To stderr: everything about the answer. */
  say(line: string): void;
  sayError(error: { readonly message: string; readonly hint?: string | undefined }): void;
  /** Colours text for stdout; plain where there is no terminal or NO_COLOR is set. */
  style(style: Style, text: string): string;
  /** Colours text for stderr, likewise. */
  styleError(style: Style, text: string): string;
  /** Called when nobody reads stdout any more. */
  onReaderGone(listener: () => void): void;
}

export function createTerminal(stdout: Writable): Terminal {
  stdout.on('error', () => {}); // told to `onReaderGone`; a command that does not care just ends
  const style = (stream: NodeJS.WriteStream) => (format: Style, text: string) => styleText(format, text, { stream });
  const styleError = style(process.stderr);
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  return {
    print: (text) => {
      stdout.write(text);
    },
    say,
    sayError: ({ message, hint }) => {
      say(`${styleError('red', 'Error')} ${message}`);
      if (hint !== undefined) say(`${styleError('dim', 'Hint ')} ${hint}`);
    },
    style: style(process.stdout),
    styleError,
    onReaderGone: (listener) => {
      stdout.once('error', listener);
    },
  };
}
