import type { AgentEvent } from '@llm-gateway/core';

export interface AnswerWriter {
  write(event: AgentEvent): void;
  /** Whether what was written last did not end its line. */
  isInsideLine(): boolean;
  /** Ends the last line. Where no text came as it was written, writes `answer`, the whole, instead. */
  finish(answer?: string): void;
}

/** Writes an agent's text as it comes: messages apart, and each line that was begun ended. */
export function createAnswerWriter(print: (text: string) => void): AnswerWriter {
  let messageId: string | undefined;
  let hasWritten = false;
  let last = '\n';

  const put = (text: string): void => {
    if (text === '') return;
    print(text);
    hasWritten = true;
    last = text.at(-1) ?? last;
  };
  const endLine = (): void => {
    if (hasWritten && last !== '\n') put('\n');
  };

  return {
    write: (event) => {
      if (event.type !== 'text') {
        if (event.type === 'tool-call') endLine();
        return;
      }
      if (hasWritten && event.messageId !== messageId) {
        endLine();
        put('\n');
      }
      ({ messageId } = event);
      put(event.delta);
    },
    isInsideLine: () => last !== '\n',
    finish: (answer = '') => {
      if (!hasWritten) put(answer);
      endLine();
    },
  };
}
