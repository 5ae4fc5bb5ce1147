/**
 * The prompt as 0.61.0 must be given it to reach the model as text: a leading `/` would be a command, so a space goes
 * before it; `@name` would attach a file, a folder or an MCP resource whose name it fits (it even searches for one), so
 * each such `@` gets the CLI's own escape, a backslash. The model sees both. Nothing else is changed, nor needs to be.
 */
export function escapePrompt(prompt: string): { readonly text: string; readonly isChanged: boolean } {
  const text = prompt.replace(/(?<!\\)@(?=[^\s,;!?()[\]{}])/g, String.raw`\@`).replace(/^\/(?![/*])/, ' /');
  return { text, isChanged: text !== prompt };
}
