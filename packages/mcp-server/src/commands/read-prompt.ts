import { text } from 'node:stream/consumers';
import { GatewayError } from '@llm-gateway/core';

/**
 * The prompt: the words, or stdin where there are none or a single `-`. With words stdin is left alone: a pipe that
 * somebody forgot to close would be waited for for ever.
 */
export async function readPrompt(words: readonly string[], stdin: NodeJS.ReadStream): Promise<string> {
  const isOnStdin = words.length === 0 || (words.length === 1 && words[0] === '-');
  if (!isOnStdin) return words.join(' ');
  const prompt = stdin.isTTY && words.length === 0 ? '' : await text(stdin);
  if (prompt.trim() !== '') return prompt;
  throw new GatewayError('invalid_request', 'There is no prompt.', {
    hint: 'Type it after the provider, or send it: echo "…" | llm-gateway ask <provider>',
  });
}
