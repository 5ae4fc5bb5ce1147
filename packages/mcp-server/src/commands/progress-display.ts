export interface ProgressDisplay {
  /** Whether a line replaces the one before it. */
  readonly isLive: boolean;
  show(line: string): void;
  /** Takes the line away, so that something else can be written. */
  clear(): void;
}

/** Shows one line of progress that changes in place; in a log, one line after the other. */
export function createProgressDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  if (!stream.isTTY) return { isLive: false, show: (line) => void stream.write(`${line}\n`), clear: () => {} };
  let isShown = false;
  const erase = '\r\u001B[2K';
  return {
    isLive: true,
    show: (line) => {
      isShown = true;
      stream.write(`${erase}${line.slice(0, (stream.columns || 80) - 1)}`);
    },
    clear: () => {
      if (isShown) stream.write(erase);
      isShown = false;
    },
  };
}
