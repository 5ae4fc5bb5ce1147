/**
 * The prompt as 1.0.41 must be given it to reach the model as text. White space at its start does not keep a `/command` from
 * being run, and `@path` attaches the file unless a letter or digit stands before the `@`. So an invisible letter goes
 * before each of them: outside the word, so that a path or an `@annotation` copied from the prompt is whole.
 */
export function guardPrompt(prompt: string): string {
  return prompt.replace(COMMAND_OR_MENTION, (found) => `${found.slice(0, -1)}${GUARD}${found.slice(-1)}`);
}

/** U+115F, the Hangul filler: a letter that is not shown. */
const GUARD = '\u115F';

const COMMAND_OR_MENTION = /^[\s\u0085]*\/(?=[^\s/])|(?<![\p{Alphabetic}\p{N}_])@/gu;
