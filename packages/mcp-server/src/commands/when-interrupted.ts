import type { Terminal } from './terminal.js';

export interface Interruption {
  /** `undefined` while nobody has interrupted. */
  exitCode(): number | undefined;
  /** Stops listening. */
  end(): void;
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** As a shell counts a program whose reader closed the pipe. */
const READER_GONE = 141;

/** Calls `stop` once when the person, or whoever runs the command, wants it to end. A second Ctrl-C ends it at once. */
export function whenInterrupted(terminal: Terminal, stop: () => Promise<unknown>): Interruption {
  let exitCode: number | undefined;
  const interrupt = (code: number): void => {
    if (exitCode !== undefined) process.exit(code);
    exitCode = code;
    stop().catch(() => process.exit(code));
  };
  const listeners = Object.entries(EXIT_CODES).map(([signal, code]) => {
    const listener = (): void => interrupt(code);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  terminal.onReaderGone(() => interrupt(READER_GONE));
  return {
    exitCode: () => exitCode,
    end: () => {
      for (const remove of listeners) remove();
    },
  };
}
